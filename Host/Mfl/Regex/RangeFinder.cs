namespace Postern.Mfl.Regex;

/// <summary>
/// Finds the leftmost longest match of a pattern without back references in time linear in the subject: a forward search to the
/// earliest end of any match, a backward search from where all matches begun by then are over to the leftmost start, and a
/// forward run from there to the longest end.
/// </summary>
internal sealed class RangeFinder(Nfa nfa, LiteralFinder literals)
{
    private readonly bool _startsAtBufferFirst = nfa.StartsAtBufferFirst();
    private readonly ForwardDfa _search = new(nfa, searching: true);
    private readonly Lazy<ForwardDfa> _anchored = new(() => new ForwardDfa(nfa, searching: false));
    private readonly Lazy<BackwardDfa> _backward = new(() => new BackwardDfa(nfa, searching: true));

    public bool IsMatch(ReadOnlySpan<char> subject, ref MatchWork work)
    {
        if (!literals.MayMatch(subject))
            return false;
        return _startsAtBufferFirst
            ? RunAnchored(subject, 0, stopAtFirst: true, ref work) >= 0
            : Search(subject, out _, out _, ref work) >= 0;
    }

    public MatchRange Find(ReadOnlySpan<char> subject, ref MatchWork work)
    {
        if (!literals.MayMatch(subject))
            return MatchRange.None;
        var start = 0;
        if (!_startsAtBufferFirst)
        {
            var firstEnd = Search(subject, out var lowest, out var state, ref work);
            if (firstEnd < 0)
                return MatchRange.None;
            var horizon = FindHorizon(subject, firstEnd, state, ref work);
            start = FindStart(subject, lowest, horizon, ref work);
        }

        var end = RunAnchored(subject, start, stopAtFirst: false, ref work);
        return end < 0 ? MatchRange.None : new MatchRange(start, end);
    }

    /// <returns>The earliest end of any match, negative when there is none.</returns>
    /// <param name="subject">The subject.</param>
    /// <param name="lowest">No match begins before this position.</param>
    /// <param name="state">The state behind the character that told of the match.</param>
    /// <param name="work">Counts the work.</param>
    private int Search(ReadOnlySpan<char> subject, out int lowest, out DfaState state, ref MatchWork work)
    {
        lowest = 0;
        var classOf = nfa.ClassOf;
        var canSkip = literals.CanSkip;
        state = _search.Initial(SubjectContext.Edge);
        var position = 0;
        while (position < subject.Length)
        {
            if (state.IsRestart)
            {
                lowest = position;
                if (canSkip)
                {
                    var distance = literals.Skip(subject[position..]);
                    if (distance < 0)
                        return -1;
                    if (distance > 0)
                    {
                        lowest = position += distance;
                        state = _search.Initial(nfa.ContextAt(subject, position - 1));
                    }
                }
            }

            int cls = classOf[(byte)subject[position]];
            state = state[cls] ?? _search.Expand(state, cls, ref work);
            work.Steps++;
            if (state.Flag)
                return position;
            position++;
        }

        if (state.IsRestart)
            lowest = position;
        state = state[nfa.EdgeClass] ?? _search.Expand(state, nfa.EdgeClass, ref work);
        return state.Flag ? position : -1;
    }

    /// <summary>The position by which every match that begins at or before <paramref name="firstEnd"/> has ended.</summary>
    private int FindHorizon(ReadOnlySpan<char> subject, int firstEnd, DfaState searchState, ref MatchWork work)
    {
        if (firstEnd >= subject.Length)
            return subject.Length;
        var dfa = _anchored.Value;
        var classOf = nfa.ClassOf;
        var state = searchState.Unsearched ??= dfa.StateOf(searchState);
        var position = firstEnd + 1;
        while (position < subject.Length && !state.IsDead)
        {
            int cls = classOf[(byte)subject[position++]];
            state = state[cls] ?? dfa.Expand(state, cls, ref work);
        }

        work.Steps += position - firstEnd;
        return position;
    }

    private int FindStart(ReadOnlySpan<char> subject, int lowest, int horizon, ref MatchWork work)
    {
        var dfa = _backward.Value;
        var classOf = nfa.ClassOf;
        var start = -1;
        var state = dfa.Initial(nfa.ContextAt(subject, horizon));
        for (var position = horizon; position >= lowest; position--)
        {
            var cls = position > 0 ? classOf[(byte)subject[position - 1]] : nfa.EdgeClass;
            state = state[cls] ?? dfa.Expand(state, cls, ref work);
            if (state.Flag)
                start = position;
        }

        work.Steps += horizon - lowest;
        return start;
    }

    /// <returns>The end of a match that begins at <paramref name="start"/>, negative when there is none.</returns>
    private int RunAnchored(ReadOnlySpan<char> subject, int start, bool stopAtFirst, ref MatchWork work)
    {
        var dfa = _anchored.Value;
        var classOf = nfa.ClassOf;
        var end = -1;
        var state = dfa.Initial(nfa.ContextAt(subject, start - 1));
        var position = start;
        for (; position < subject.Length; position++)
        {
            int cls = classOf[(byte)subject[position]];
            state = state[cls] ?? dfa.Expand(state, cls, ref work);
            if (state.Flag)
            {
                end = position;
                if (stopAtFirst)
                    break;
            }

            if (state.IsDead)
                break;
        }

        work.Steps += position - start + 1;
        if (position < subject.Length)
            return end;
        state = state[nfa.EdgeClass] ?? dfa.Expand(state, nfa.EdgeClass, ref work);
        return state.Flag ? position : end;
    }
}
