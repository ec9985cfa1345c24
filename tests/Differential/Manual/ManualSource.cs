using System.IO.Compression;
using Postern.Testing.Servers;

namespace Postern.Differential.Tests.Manual;

/// <summary>
/// Finds the manual: the file that <c>POSTERN_MANUAL</c> names, its texinfo source in a folder <c>shared/reference/seeds</c> beside the checkout,
/// or the info files of Debian's package mailfromd-doc, which <c>./test</c> installs. No manual is an error.
/// </summary>
internal static class ManualSource
{
    private const string FirstNode = "Tutorial";
    private const string NodeAfterLast = "Using MFL Mode";
    private const string InfoFiles = "/usr/share/info";

    public static IReadOnlyList<ManualExample> Examples() =>
        FindTexinfo() is { } source ? [.. TexinfoManual.Read(File.ReadLines(source), FirstNode, NodeAfterLast)]
        : FindInfo() is { Length: > 0 } files ? [.. InfoManual.Read(files.SelectMany(ReadCompressed), FirstNode, NodeAfterLast)]
        : throw new InvalidOperationException("no manual: install the package mailfromd-doc, or set POSTERN_MANUAL to mailfromd.texi");

    private static string? FindTexinfo()
    {
        if (Environment.GetEnvironmentVariable("POSTERN_MANUAL") is { Length: > 0 } chosen)
            return chosen;
        for (string? folder = PosternExecutable.RepositoryRoot; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string seeds = Path.Combine(folder, "shared/reference/seeds");
            if (Directory.Exists(seeds))
                return Directory.EnumerateFiles(seeds).FirstOrDefault(IsManual);
        }

        return null;
    }

    private static bool IsManual(string file) => File.ReadLines(file).Any(static line => line.StartsWith("@setfilename mailfromd", StringComparison.Ordinal));

    private static string[] FindInfo() =>
        Directory.Exists(InfoFiles) ? [.. Directory.EnumerateFiles(InfoFiles, "mailfromd.info-*.gz").Order(StringComparer.Ordinal)] : [];

    private static IEnumerable<string> ReadCompressed(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
