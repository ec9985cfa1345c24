namespace Postern.Differential.Tests;

/// <summary>A table of what does not compile yet, and why: lines of <c>KEY: REASON</c>; <c>#</c> begins a comment.</summary>
internal static class ReasonTable
{
    public static IEnumerable<string> Read(string name) =>
        File.ReadLines(Path.Combine(DifferentialLab.CasesDirectory, name)).Where(static line => line.Length > 0 && !line.StartsWith('#'));

    /// <summary>The lines of two tables that are not in both.</summary>
    public static string Compare(IEnumerable<string> written, IEnumerable<string> found)
    {
        string[] table = [.. written], truth = [.. found];
        return string.Join('\n', table.Except(truth, StringComparer.Ordinal).Select(static line => "- " + line)
            .Concat(truth.Except(table, StringComparer.Ordinal).Select(static line => "+ " + line)));
    }
}
