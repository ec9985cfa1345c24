using System.Buffers;

namespace Postern.Mfl.Regex;

/// <summary>
/// What can be looked for with vector instructions before the automaton is started: text every match contains, text every match
/// begins with, or bytes every match begins with.
/// </summary>
internal sealed class LiteralFinder
{
    private readonly SearchValues<string>? _required;
    private readonly SearchValues<string>? _prefix;
    private readonly SearchValues<char>? _first;

    public LiteralFinder(ParsedPattern pattern, Nfa nfa, bool ignoreCase)
    {
        var literals = LiteralRuns.Of(pattern.Root, ignoreCase);
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (literals.Longest.Length > 0)
            _required = SearchValues.Create([literals.Longest], comparison);
        if (literals.Prefix.Length > 1)
        {
            _prefix = SearchValues.Create([literals.Prefix], comparison);
            return;
        }

        var (first, certain) = nfa.FirstBytes();
        if (certain && first.Count is > 0 and < 200)
            _first = SearchValues.Create([.. Enumerable.Range(0, 256).Where(b => first.Contains((byte)b)).Select(b => (char)b)]);
    }

    /// <summary>Whether the search can jump to the next place where a match can begin.</summary>
    public bool CanSkip => _prefix is not null || _first is not null;

    /// <summary>False when the subject certainly holds no match.</summary>
    public bool MayMatch(ReadOnlySpan<char> subject) => _required is null || subject.IndexOfAny(_required) >= 0;

    /// <summary>Distance to the next place where a match can begin, negative when there is none.</summary>
    public int Skip(ReadOnlySpan<char> rest)
    {
        if (_prefix is not null)
            return rest.IndexOfAny(_prefix);
        return _first is null ? 0 : rest.IndexOfAny(_first);
    }
}
