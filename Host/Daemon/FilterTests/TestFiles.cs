using Postern.Daemon.CommandLine;

namespace Postern.Daemon.FilterTests;

/// <summary>Finds test files.</summary>
internal static class TestFiles
{
    private const string Pattern = "*.test";

    /// <summary>The files that are named, and those of the folders that are named in the order of their names; each once.</summary>
    /// <exception cref="UsageException">There is no such file, or none in a folder.</exception>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> paths) =>
        [.. paths.SelectMany(Find).DistinctBy(Path.GetFullPath, StringComparer.Ordinal)];

    private static string[] Find(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new UsageException($"test: there is no file or folder {path}");
        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(path, Pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"test: the folder {path} cannot be read: {e.Message}");
        }

        return files.Length > 0 ? files : throw new UsageException($"test: there is no file {Pattern} in {path} or below");
    }
}
