namespace Postern.Mfl.Regex;

/// <summary>
/// Reads the subject backward and knows at each position which nodes lead to a match. A searching automaton lets a match end
/// anywhere, the other only where it begins to read.
/// </summary>
internal sealed class BackwardDfa : LazyDfa
{
    private readonly bool _searching;

    // Nodes before a node, by node: a list of all, and where each node's part of it begins.
    private readonly int[] _sources;
    private readonly int[] _sourceStart;

    public BackwardDfa(Nfa nfa, bool searching)
        : base(nfa)
    {
        _searching = searching;
        _sourceStart = new int[nfa.Nodes.Length + 1];
        foreach (var node in nfa.Nodes)
        {
            CountSource(node.Next);
            CountSource(node.Other);
        }

        for (var index = 1; index < _sourceStart.Length; index++)
            _sourceStart[index] += _sourceStart[index - 1];
        _sources = new int[_sourceStart[^1]];
        for (var index = 0; index < nfa.Nodes.Length; index++)
        {
            AddSource(nfa.Nodes[index].Next, index);
            AddSource(nfa.Nodes[index].Other, index);
        }
    }

    /// <summary>The nodes that lead to a match from the position of <paramref name="state"/>.</summary>
    public ulong[] Closed(DfaState state, SubjectContext before)
    {
        if (state.GetClosed(before) is { } nodes)
            return nodes;
        var closure = new NodeSet(Nfa.Nodes.Length);
        Close(closure, state, before);
        nodes = new ulong[(Nfa.Nodes.Length + 63) / 64];
        for (var index = 0; index < closure.Count; index++)
            nodes[closure[index] >> 6] |= 1UL << (closure[index] & 63);
        state.SetClosed(before, nodes);
        return nodes;
    }

    protected override void AddInitial(NodeSet targets) => targets.Add(Nfa.Final);

    protected override bool Step(DfaState state, int cls, SubjectContext context)
    {
        Close(Closure, state, context);
        if (cls != Nfa.EdgeClass)
        {
            for (var index = 0; index < Closure.Count; index++)
            {
                foreach (var source in SourcesOf(Closure[index]))
                {
                    ref readonly var node = ref Nfa.Nodes[source];
                    if (node.Kind == NfaNodeKind.Bytes && Nfa.Accepts(node, cls))
                        Targets.Add(source);
                }
            }

            if (_searching)
                Targets.Add(Nfa.Final);
        }

        return Closure.Contains(Nfa.Start);
    }

    private void Close(NodeSet closure, DfaState state, SubjectContext before)
    {
        foreach (var node in state.Kernel)
            closure.Add(node);
        for (var index = 0; index < closure.Count; index++)
        {
            foreach (var source in SourcesOf(closure[index]))
            {
                ref readonly var node = ref Nfa.Nodes[source];
                var open = node.Kind switch
                {
                    NfaNodeKind.Bytes or NfaNodeKind.BackReference => false,
                    NfaNodeKind.Assertion =>
                        state.Context != SubjectContext.Barred && Nfa.Holds((RegexAnchor)node.Argument, before, state.Context),
                    _ => true,
                };
                if (open)
                    closure.Add(source);
            }
        }
    }

    private ReadOnlySpan<int> SourcesOf(int node) => _sources.AsSpan(_sourceStart[node].._sourceStart[node + 1]);

    private void CountSource(int target)
    {
        if (target >= 0)
            _sourceStart[target]++;
    }

    /// <summary>Each part is filled from its end, which leaves the array holding where the parts begin.</summary>
    private void AddSource(int target, int source)
    {
        if (target >= 0)
            _sources[--_sourceStart[target]] = source;
    }
}
