using System.IO.Compression;
using System.Text;
using Postern.Plugins.Content.Archives;

namespace Postern.Plugins.Content.Tests.Archives;

/// <summary>Makes archives and lists them.</summary>
internal static class Archive
{
    public static ArchiveListing List(byte[] content, ArchiveLimits? limits = null) =>
        ArchiveRun.List(new MemoryStream(content), limits ?? new ArchiveLimits { Time = TimeSpan.FromMinutes(5) }, TimeProvider.System, CancellationToken.None);

    /// <summary>The names in the listing, each behind as many dots as it lies deep, and the sizes.</summary>
    public static string Names(ArchiveListing listing) =>
        string.Join('|', listing.Members.Select(static member => $"{new string('.', member.Depth - 1)}{member.Name}:{member.Size}"));

    public static byte[] Zip(params (string Name, byte[] Content)[] members)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true, Encoding.Latin1))
        {
            foreach ((string name, byte[] content) in members)
            {
                using Stream member = archive.CreateEntry(name).Open();
                member.Write(content);
            }
        }

        return zip.ToArray();
    }

    public static byte[] Tar(params (string Name, byte[] Content)[] members) =>
        [.. members.SelectMany(static member => TarMember(member.Name, member.Content)), .. new byte[1024]];

    public static byte[] TarMember(string name, byte[] content, char type = '0')
    {
        var header = new byte[512];
        Encoding.Latin1.GetBytes(name).AsSpan(0, Math.Min(100, name.Length)).CopyTo(header);
        Write(header, 100, "0000644\0");
        Write(header, 124, Convert.ToString(content.Length, 8).PadLeft(11, '0') + "\0");
        Write(header, 136, "00000000000\0");
        header[156] = (byte)type;
        Write(header, 257, "ustar\000");
        return [.. WithSum(header), .. content, .. new byte[(512 - (content.Length % 512)) % 512]];
    }

    public static byte[] WithSum(byte[] header)
    {
        Write(header, 148, "        ");
        Write(header, 148, Convert.ToString(header.Sum(static value => (long)value), 8).PadLeft(6, '0') + "\0 ");
        return header;
    }

    public static byte[] Gzip(byte[] content, string name = "")
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        byte[] plain = result.ToArray();
        if (name.Length == 0)
            return plain;
        plain[3] |= 8;
        return [.. plain[..10], .. Encoding.Latin1.GetBytes(name), 0, .. plain[10..]];
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static void Write(byte[] block, int at, string text) => Bytes(text).CopyTo(block, at);
}
