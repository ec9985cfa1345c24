using System.Text;

namespace Postern.Mfl.Regex;

/// <summary>Finds the text that every match of a pattern begins with, and the longest text that every match contains.</summary>
internal sealed class LiteralRuns
{
    private readonly StringBuilder _run = new();
    private readonly bool _ignoreCase;
    private bool _atStart = true;

    private LiteralRuns(bool ignoreCase) => _ignoreCase = ignoreCase;

    public string Prefix { get; private set; } = string.Empty;

    public string Longest { get; private set; } = string.Empty;

    public static LiteralRuns Of(PatternNode? root, bool ignoreCase)
    {
        var runs = new LiteralRuns(ignoreCase);
        runs.Visit(root);
        runs.EndRun();
        return runs;
    }

    private void Visit(PatternNode? node)
    {
        switch (node)
        {
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                    Visit(part);
                break;
            case PatternNode.Group group:
                Visit(group.Body);
                break;
            case PatternNode.Bytes { Set: var set } when IsLiteral(set):
                _run.Append((char)set.First());
                break;
            case PatternNode.Assertion or null:
                // Consumes nothing: the text on both sides of it is adjacent.
                break;
            case PatternNode.Repeat { Minimum: > 0 } repeat:
                Visit(repeat.Body);
                EndRun();
                break;
            default:
                EndRun();
                break;
        }
    }

    private bool IsLiteral(ByteSet set)
    {
        if (set.Count == 1)
            return !_ignoreCase || char.IsAscii((char)set.First());
        return _ignoreCase && set.Count == 2 && char.IsAsciiLetterUpper((char)set.First())
            && set.Contains((byte)(set.First() + 32));
    }

    private void EndRun()
    {
        var text = _run.ToString();
        if (_atStart)
            Prefix = text;
        if (text.Length > Longest.Length)
            Longest = text;
        _atStart = false;
        _run.Clear();
    }
}
