namespace Postern.Differential.Tests;

/// <summary>The cases in which the two programs differ on purpose, each with its reason: lines of <c>case: reason</c> in cases/differences.txt.</summary>
internal static class DeliberateDifferences
{
    public static IReadOnlyDictionary<string, string> Read(string directory) =>
        File.ReadLines(Path.Combine(directory, "differences.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
}
