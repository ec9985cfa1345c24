namespace Postern.Mfl.Regex;

/// <summary>
/// Builds the automaton from the back, each node knowing what follows it. Repetitions are copied out as the C library does,
/// since what the groups report depends on the copies: <c>x{1,3}</c> is <c>x((x)?x)?</c> with the optional copies in front.
/// </summary>
internal sealed class NfaBuilder
{
    /// <summary>Largest automaton; each copied repetition counts.</summary>
    internal const int MaximumNodes = 40_000;

    private readonly List<NfaNode> _nodes = [new NfaNode(NfaNodeKind.Final, -1)];
    private readonly List<ByteSet> _sets = [];
    private readonly Dictionary<ByteSet, int> _setIndex = [];

    private NfaBuilder()
    {
    }

    public static Nfa Build(ParsedPattern pattern, bool newline)
    {
        var builder = new NfaBuilder();
        var start = builder.Emit(pattern.Root, 0, CopyKind.Original);

        // A search is at a fresh start when it holds nothing but the start node: no loop may lead back to it.
        if (builder._nodes[start].Kind == NfaNodeKind.Split)
            start = builder.Split(start, start);
        return new Nfa([.. builder._nodes], start, builder._sets, newline);
    }

    private int Emit(PatternNode? node, int next, CopyKind kind) => node switch
    {
        null => next,
        PatternNode.Bytes bytes => Add(new NfaNode(NfaNodeKind.Bytes, next, Argument: IndexOf(bytes.Set))),
        PatternNode.Assertion assertion => Add(new NfaNode(NfaNodeKind.Assertion, next, Argument: (int)assertion.Anchor)),
        PatternNode.BackReference back => Add(new NfaNode(NfaNodeKind.BackReference, next, Argument: back.Number)),
        PatternNode.Group group => EmitGroup(group, next, kind),
        PatternNode.Sequence sequence => EmitSequence(sequence, next, Inner(kind)),
        PatternNode.Choice choice => EmitChoice(choice, next, Inner(kind)),
        PatternNode.Repeat repeat => EmitRepeat(repeat, next, Inner(kind)),
        _ => throw new InvalidOperationException($"A pattern node of type {node.GetType().Name} was not expected."),
    };

    private int EmitGroup(PatternNode.Group group, int next, CopyKind kind)
    {
        var close = Add(new NfaNode(NfaNodeKind.CloseGroup, next, Argument: group.Index, Optional: kind.HasFlag(CopyKind.Optional)));
        var body = Emit(group.Body, close, Inner(kind));
        return Add(new NfaNode(NfaNodeKind.OpenGroup, body, Argument: group.Index));
    }

    private int EmitSequence(PatternNode.Sequence sequence, int next, CopyKind kind)
    {
        for (var index = sequence.Parts.Count - 1; index >= 0; index--)
            next = Emit(sequence.Parts[index], next, kind);
        return next;
    }

    private int EmitChoice(PatternNode.Choice choice, int next, CopyKind kind)
    {
        var entry = Emit(choice.Branches[0], next, kind);
        for (var index = 1; index < choice.Branches.Count; index++)
        {
            var branch = Emit(choice.Branches[index], next, kind);

            // An empty first branch is the last choice.
            entry = entry == next ? Split(branch, entry) : Split(entry, branch);
        }

        return entry;
    }

    /// <summary>
    /// Only the first copy is the original, and an optional group is marked as such where it is made optional: later copies
    /// lose the marks, so that their empty rounds count.
    /// </summary>
    private int EmitRepeat(PatternNode.Repeat repeat, int next, CopyKind kind)
    {
        var original = kind == CopyKind.Original;
        var optional = (original && repeat.Body is PatternNode.Group ? CopyKind.Optional : CopyKind.Copy)
            | (repeat.Minimum == 0 ? kind : CopyKind.Copy);
        if (repeat.Maximum is { } maximum)
        {
            if (maximum > repeat.Minimum)
                next = EmitOptionalCopies(repeat.Body, maximum - repeat.Minimum, next, optional);
        }
        else
        {
            var loop = Add(new NfaNode(NfaNodeKind.Split, -1, next));
            var body = Emit(repeat.Body, loop, optional);
            _nodes[loop] = new NfaNode(NfaNodeKind.Split, body, next);
            next = loop;
        }

        for (var copy = repeat.Minimum; copy > 0; copy--)
            next = Emit(repeat.Body, next, copy == 1 ? kind : CopyKind.Copy);
        return next;
    }

    /// <summary><c>(((x)?x)?x)?</c>: the number of copies is chosen before the first of them.</summary>
    private int EmitOptionalCopies(PatternNode body, int count, int next, CopyKind first)
    {
        var entries = new int[count + 1];
        entries[count] = next;
        for (var copy = count - 1; copy >= 0; copy--)
            entries[copy] = Emit(body, entries[copy + 1], copy == 0 ? first : CopyKind.Copy);
        var entry = entries[0];
        for (var copy = 0; copy < count; copy++)
            entry = Split(entry, entries[copy + 1]);
        return entry;
    }

    private static CopyKind Inner(CopyKind kind) => kind & CopyKind.Original;

    private int Split(int first, int second) => Add(new NfaNode(NfaNodeKind.Split, first, second));

    private int Add(NfaNode node)
    {
        if (_nodes.Count >= MaximumNodes)
            throw new PosixRegexException(PosixRegexError.TooBig);
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    private int IndexOf(ByteSet set)
    {
        if (!_setIndex.TryGetValue(set, out var index))
        {
            index = _sets.Count;
            _sets.Add(set);
            _setIndex.Add(set, index);
        }

        return index;
    }
}
