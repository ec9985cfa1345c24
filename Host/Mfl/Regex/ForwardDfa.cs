namespace Postern.Mfl.Regex;

/// <summary>
/// Reads the subject forward. A searching automaton begins a match at every position, the other only at the first.
/// </summary>
internal sealed class ForwardDfa(Nfa nfa, bool searching) : LazyDfa(nfa)
{
    protected override void AddInitial(NodeSet targets) => targets.Add(Nfa.Start);

    protected override bool Step(DfaState state, int cls, SubjectContext context)
    {
        foreach (var node in state.Kernel)
            Closure.Add(node);
        for (var index = 0; index < Closure.Count; index++)
        {
            ref readonly var node = ref Nfa.Nodes[Closure[index]];
            switch (node.Kind)
            {
                case NfaNodeKind.Bytes:
                    if (cls != Nfa.EdgeClass && Nfa.Accepts(node, cls))
                        Targets.Add(node.Next);
                    break;
                case NfaNodeKind.Assertion:
                    if (Nfa.Holds((RegexAnchor)node.Argument, state.Context, context))
                        Closure.Add(node.Next);
                    break;
                case NfaNodeKind.Split:
                    Closure.Add(node.Next);
                    Closure.Add(node.Other);
                    break;
                case NfaNodeKind.OpenGroup or NfaNodeKind.CloseGroup:
                    Closure.Add(node.Next);
                    break;
            }
        }

        if (searching && cls != Nfa.EdgeClass)
            Targets.Add(Nfa.Start);
        return Closure.Contains(Nfa.Final);
    }
}
