namespace Postern.Mfl.Regex;

/// <summary>
/// Matches a pattern with back references by trying the ways through the automaton in order of preference. Every way is tried, for
/// the longest match; the first of those that reach its end gives the groups. The work is limited.
/// </summary>
internal sealed class BacktrackingMatcher(Nfa nfa, LiteralFinder literals, int groupCount, bool ignoreCase)
{
    /// <summary>Steps one match may take: nodes passed and characters compared.</summary>
    internal const long StepLimit = 5_000_000;

    private readonly bool _startsAtBufferFirst = nfa.StartsAtBufferFirst();

    public bool Match(ReadOnlySpan<char> subject, Span<int> groups, ref MatchWork work)
    {
        groups.Fill(-1);
        if (!literals.MayMatch(subject))
            return false;
        var last = _startsAtBufferFirst ? 0 : subject.Length;
        using var run = new BacktrackingRun(nfa, groupCount, ignoreCase);
        for (var start = 0; start <= last; start++)
        {
            if (literals.CanSkip)
            {
                var distance = literals.Skip(subject[start..]);
                if (distance < 0 || start + distance > last)
                    return false;
                start += distance;
            }

            if (run.Match(subject, start, groups, ref work))
                return true;
        }

        return false;
    }
}
