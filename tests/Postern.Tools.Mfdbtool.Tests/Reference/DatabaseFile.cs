using System.Text;

namespace Postern.Tools.Mfdbtool.Tests.Reference;

/// <summary>Database files, written and read by the libraries' own tools.</summary>
internal static class DatabaseFile
{
    /// <summary>Makes a file for its owner alone.</summary>
    public static async Task WriteAsync(string kind, string file, IEnumerable<KeyValuePair<byte[], byte[]>> records)
    {
        string text = kind == "bdb" ? BerkeleyText(records) : GdbmText(records);
        string dump = file + ".dump";
        await File.WriteAllTextAsync(dump, text, Encoding.ASCII);
        _ = kind == "bdb"
            ? await ToolProcess.RunAsync("/usr/bin/db5.3_load", ["-f", dump, file])
            : await ToolProcess.RunAsync("/usr/bin/gdbm_load", ["--no-meta", dump, file]);
        File.Delete(dump);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>The records in the order of their keys, one <c>KEY VALUE</c> per line, in hexadecimal digits.</summary>
    public static async Task<string[]> ReadAsync(string kind, string file)
    {
        string text = (kind == "bdb"
            ? await ToolProcess.RunAsync("/usr/bin/db5.3_dump", [file])
            : await ToolProcess.RunAsync("/usr/bin/gdbm_dump", ["-H", "ascii", file, "-"])).Output;
        IEnumerable<string> values = kind == "bdb"
            ? text.Split('\n').Where(static line => line.StartsWith(' ')).Select(static line => line[1..])
            : text[text.IndexOf("# End of header\n", StringComparison.Ordinal)..].Split("#:len=")[1..].Select(FromBase64);
        return [.. values.Chunk(2).Select(static pair => string.Join(' ', pair)).Order(StringComparer.Ordinal)];
    }

    private static string FromBase64(string block) => Convert.ToHexStringLower(Convert.FromBase64String(
        string.Concat(block.Split('\n')[1..].TakeWhile(static line => line.Length > 0 && line[0] != '#'))));

    private static string BerkeleyText(IEnumerable<KeyValuePair<byte[], byte[]>> records)
    {
        var text = new StringBuilder("VERSION=3\nformat=bytevalue\ntype=hash\nHEADER=END\n");
        foreach ((byte[] key, byte[] value) in records)
            text.Append(' ').Append(Convert.ToHexStringLower(key)).Append("\n ").Append(Convert.ToHexStringLower(value)).Append('\n');
        return text.Append("DATA=END\n").ToString();
    }

    private static string GdbmText(IEnumerable<KeyValuePair<byte[], byte[]>> records)
    {
        var text = new StringBuilder("# GDBM dump file\n#:version=1.1\n#:format=standard\n# End of header\n");
        int count = 0;
        foreach ((byte[] key, byte[] value) in records)
        {
            foreach (byte[] item in new[] { key, value })
                text.Append("#:len=").Append(item.Length).Append('\n').Append(Convert.ToBase64String(item, Base64FormattingOptions.InsertLineBreaks).Replace("\r", "", StringComparison.Ordinal)).Append('\n');
            count++;
        }

        return text.Append("#:count=").Append(count).Append("\n# End of data\n").ToString();
    }
}
