namespace Postern.MimeComparison;

/// <summary>The differences that are known, each with its reason.</summary>
internal static class DifferenceList
{
    private const string Separator = " | ";

    public static IReadOnlyList<string> Lines { get; } =
        [.. File.ReadLines(Corpus.Cases("differences.txt")).Where(static line => line.Length > 0 && !line.StartsWith('#'))];

    /// <summary>The lines that are listed or found, but not both.</summary>
    public static string Compare(string peer, IEnumerable<string> found)
    {
        string[] listed = [.. Lines.Where(line => line.Split(Separator)[1] == peer).Select(WithoutReason)];
        string[] actual = [.. found];
        return string.Join('\n', listed.Except(actual, StringComparer.Ordinal).Select(static line => "- " + line)
            .Concat(actual.Except(listed, StringComparer.Ordinal).Select(static line => "+ " + line)));
    }

    public static string Message(string line) => line.Split(Separator)[0];

    /// <summary>Whether a line says that the peer sees more parts than we do; files in text are no parts.</summary>
    public static bool HasFewerParts(string line) => line.Split(Separator) is [_, _, "parts", var theirs, var ours, _] && CountParts(theirs) > CountParts(ours);

    public static string Reason(string line) => line[(line.LastIndexOf(Separator, StringComparison.Ordinal) + Separator.Length)..].Trim();

    private static int CountParts(string shape) => shape.Split(' ').Count(static entity => !entity.Split(':')[0].Contains('/', StringComparison.Ordinal));

    private static string WithoutReason(string line) => line[..line.LastIndexOf(Separator, StringComparison.Ordinal)];
}
