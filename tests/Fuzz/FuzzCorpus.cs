using System.Reflection;

namespace Postern.Fuzz;

/// <summary>The files the targets begin from, and the inputs that once failed: cases/TARGET/ISSUE-OR-SUBJECT.bin.</summary>
internal static class FuzzCorpus
{
    public static string CasesDirectory => Metadata("CasesDirectory");

    public static IEnumerable<string> Cases(string target)
    {
        var directory = Path.Combine(CasesDirectory, target);
        return Directory.Exists(directory) ? Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal) : [];
    }

    /// <summary>Files of the repository that are valid input, such as the programs of the differential tests.</summary>
    public static IReadOnlyList<byte[]> FilesOf(string directory, string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Metadata("RepositoryRoot"), directory), pattern, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static string Metadata(string key) =>
        typeof(FuzzCorpus).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
