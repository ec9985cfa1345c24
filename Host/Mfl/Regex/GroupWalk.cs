using System.Buffers;

namespace Postern.Mfl.Regex;

/// <summary>
/// Finds the groups of a match whose range is known: a backward pass notes for each position which nodes lead to its end, then
/// one way is followed forward, taking at each split the first choice that still leads there. As the C library does, ways that
/// pass an anchor after the last character are only taken when there is no other.
/// </summary>
internal sealed class GroupWalk(Nfa nfa, BackwardDfa backward)
{
    public void Fill(ReadOnlySpan<char> subject, MatchRange match, Span<int> groups, ref MatchWork work)
    {
        var length = match.End - match.Start;
        var states = ArrayPool<DfaState>.Shared.Rent(length + 1);
        var visited = ArrayPool<int>.Shared.Rent(nfa.Nodes.Length);
        var accepted = ArrayPool<int>.Shared.Rent(groups.Length);
        try
        {
            visited.AsSpan(0, nfa.Nodes.Length).Clear();
            if (!nfa.HasAnchors || !Record(subject, match, SubjectContext.Barred, states, ref work))
                Record(subject, match, nfa.ContextAt(subject, match.End), states, ref work);
            groups[0] = match.Start;
            groups[1] = match.End;
            groups[2..].Fill(-1);
            groups.CopyTo(accepted);
            var tracker = new GroupTracker(groups, accepted.AsSpan(0, groups.Length));
            Follow(subject, match, states, visited, tracker, ref work);
        }
        finally
        {
            states.AsSpan(0, length + 1).Clear();
            ArrayPool<DfaState>.Shared.Return(states);
            ArrayPool<int>.Shared.Return(visited);
            ArrayPool<int>.Shared.Return(accepted);
        }
    }

    /// <returns>Whether the match can begin where it does.</returns>
    private bool Record(
        ReadOnlySpan<char> subject, MatchRange match, SubjectContext after, DfaState[] states, ref MatchWork work)
    {
        var classOf = nfa.ClassOf;
        var state = backward.Initial(after);
        states[match.End - match.Start] = state;
        for (var position = match.End - 1; position >= match.Start; position--)
        {
            int cls = classOf[(byte)subject[position]];
            state = state[cls] ?? backward.Expand(state, cls, ref work);
            states[position - match.Start] = state;
            if (state.IsDead)
                return false;
        }

        work.Steps += match.End - match.Start;
        return IsLive(LiveAt(subject, state, match.Start), nfa.Start);
    }

    private void Follow(
        ReadOnlySpan<char> subject, MatchRange match, DfaState[] states, int[] visited, GroupTracker groups, ref MatchWork work)
    {
        var position = match.Start;
        var index = nfa.Start;
        var stamp = 1;
        var budget = StepsPerPosition();
        var live = LiveAt(subject, states[0], position);
        while (index != Nfa.Final)
        {
            work.Steps++;
            ref readonly var node = ref nfa.Nodes[index];
            if (node.Kind == NfaNodeKind.Bytes)
            {
                work.Check();
                position++;
                stamp++;
                budget = StepsPerPosition();
                live = LiveAt(subject, states[position - match.Start], position);
                index = node.Next;
                continue;
            }

            if (node.Kind is NfaNodeKind.OpenGroup or NfaNodeKind.CloseGroup)
                groups.Pass(node, position);
            visited[index] = stamp;
            work.LoopBroken |= budget < 0;
            index = node.Kind == NfaNodeKind.Split ? Choose(node, live, visited, stamp, --budget < 0) : node.Next;
        }
    }

    private int StepsPerPosition() => nfa.Nodes.Length * 2;

    private ulong[] LiveAt(ReadOnlySpan<char> subject, DfaState state, int position) =>
        backward.Closed(state, nfa.ContextAt(subject, position - 1));

    /// <summary>
    /// The first choice that leads to the end; the second when the first was already tried at this position, so that a loop over
    /// nothing ends. Loops nested in a way that defeats this (the C library hangs on them) run out of budget and
    /// then take what was never tried.
    /// </summary>
    private int Choose(in NfaNode node, ulong[] live, int[] visited, int stamp, bool escape)
    {
        var first = IsLive(live, node.Next);
        var second = IsLive(live, node.Other);
        if (escape)
            return Escape(node, live);
        if (!first)
            return node.Other;
        return second && visited[node.Next] == stamp ? node.Other : node.Next;
    }

    private int Escape(in NfaNode node, ulong[] live) =>
        Distance(node.Other, live) < Distance(node.Next, live) ? node.Other : node.Next;

    /// <summary>Number of steps to the nearest node that consumes a character or ends the match.</summary>
    private int Distance(int from, ulong[] live)
    {
        var reached = new NodeSet(nfa.Nodes.Length);
        if (IsLive(live, from))
            reached.Add(from);
        for (int index = 0, levelEnd = 1, distance = 0; index < reached.Count; index++)
        {
            if (index == levelEnd)
            {
                levelEnd = reached.Count;
                distance++;
            }

            ref readonly var node = ref nfa.Nodes[reached[index]];
            if (node.Kind is NfaNodeKind.Bytes or NfaNodeKind.Final)
                return distance;
            if (IsLive(live, node.Next))
                reached.Add(node.Next);
            if (node.Other >= 0 && IsLive(live, node.Other))
                reached.Add(node.Other);
        }

        return int.MaxValue;
    }

    private static bool IsLive(ulong[] live, int node) => ((live[node >> 6] >> (node & 63)) & 1) != 0;
}
