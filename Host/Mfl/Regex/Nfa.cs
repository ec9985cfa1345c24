namespace Postern.Mfl.Regex;

/// <summary>
/// The automaton of a pattern. Bytes that no set of the pattern tells apart share a class, and all tables go by class.
/// </summary>
internal sealed class Nfa
{
    /// <summary>The node that ends a match.</summary>
    public const int Final = 0;

    private readonly byte[] _classOf = new byte[256];
    private readonly bool[] _accepts;
    private readonly SubjectContext[] _contextOfClass;
    private readonly bool _newline;

    public Nfa(NfaNode[] nodes, int start, List<ByteSet> sets, bool newline)
    {
        Nodes = nodes;
        Start = start;
        _newline = newline;
        foreach (var node in nodes)
        {
            HasAnchors |= node.Kind == NfaNodeKind.Assertion;
            HasSplits |= node.Kind == NfaNodeKind.Split;
        }

        ClassCount = PartitionBytes(sets, out var representatives);
        _accepts = new bool[Math.Max(1, sets.Count) * ClassCount];
        _contextOfClass = new SubjectContext[ClassCount];
        for (var cls = 0; cls < ClassCount; cls++)
        {
            _contextOfClass[cls] = ContextOfByte(representatives[cls]);
            for (var set = 0; set < sets.Count; set++)
                _accepts[(set * ClassCount) + cls] = sets[set].Contains(representatives[cls]);
        }
    }

    public NfaNode[] Nodes { get; }

    public int Start { get; }

    /// <summary>Number of byte classes, 1 to 256; the number itself stands for the edge of the subject.</summary>
    public int ClassCount { get; }

    public int EdgeClass => ClassCount;

    public bool HasAnchors { get; }

    public bool HasSplits { get; }

    public ReadOnlySpan<byte> ClassOf => _classOf;

    public bool Accepts(in NfaNode node, int cls) => _accepts[(node.Argument * ClassCount) + cls];

    public SubjectContext ContextOfClass(int cls) => cls == ClassCount ? SubjectContext.Edge : _contextOfClass[cls];

    public SubjectContext ContextAt(ReadOnlySpan<char> subject, int position) =>
        (uint)position < (uint)subject.Length ? _contextOfClass[_classOf[(byte)subject[position]]] : SubjectContext.Edge;

    public static bool Holds(RegexAnchor anchor, SubjectContext before, SubjectContext after) => anchor switch
    {
        RegexAnchor.LineFirst => before >= SubjectContext.Newline,
        RegexAnchor.LineLast => after >= SubjectContext.Newline,
        RegexAnchor.BufferFirst => before == SubjectContext.Edge,
        RegexAnchor.BufferLast => after == SubjectContext.Edge,
        RegexAnchor.WordFirst => before != SubjectContext.Word && after == SubjectContext.Word,
        RegexAnchor.WordLast => before == SubjectContext.Word && after != SubjectContext.Word,
        RegexAnchor.InsideWord => before == SubjectContext.Word && after == SubjectContext.Word,
        _ => before != SubjectContext.Word && after != SubjectContext.Word,
    };

    /// <summary>The bytes a match can begin with, and whether it can be empty or begin with an anchor or back reference.</summary>
    public (ByteSet First, bool Certain) FirstBytes()
    {
        var seen = new bool[Nodes.Length];
        var pending = new Stack<int>();
        var classes = new bool[ClassCount];
        var certain = true;
        pending.Push(Start);
        while (pending.TryPop(out var index))
        {
            if (seen[index])
                continue;
            seen[index] = true;
            ref readonly var node = ref Nodes[index];
            switch (node.Kind)
            {
                case NfaNodeKind.Final or NfaNodeKind.BackReference:
                    certain = false;
                    break;
                case NfaNodeKind.Bytes:
                    for (var cls = 0; cls < ClassCount; cls++)
                        classes[cls] |= Accepts(node, cls);
                    break;
                default:
                    pending.Push(node.Next);
                    if (node.Other >= 0)
                        pending.Push(node.Other);
                    break;
            }
        }

        return (ByteSet.Where(value => classes[_classOf[value]]), certain);
    }

    /// <summary>Whether every match begins at the start of the subject.</summary>
    public bool StartsAtBufferFirst()
    {
        var seen = new bool[Nodes.Length];
        var pending = new Stack<int>();
        pending.Push(Start);
        while (pending.TryPop(out var index))
        {
            if (seen[index])
                continue;
            seen[index] = true;
            ref readonly var node = ref Nodes[index];
            if (node.Kind == NfaNodeKind.Assertion && IsBufferFirst((RegexAnchor)node.Argument))
                continue;
            if (node.Kind is NfaNodeKind.Final or NfaNodeKind.Bytes or NfaNodeKind.BackReference)
                return false;
            pending.Push(node.Next);
            if (node.Other >= 0)
                pending.Push(node.Other);
        }

        return true;
    }

    private bool IsBufferFirst(RegexAnchor anchor) =>
        anchor == RegexAnchor.BufferFirst || (anchor == RegexAnchor.LineFirst && !_newline);

    /// <summary>Contexts only exist where an anchor looks at them: without anchors every byte is the same.</summary>
    private SubjectContext ContextOfByte(byte value)
    {
        if (!HasAnchors)
            return SubjectContext.Other;
        if (CharacterClass.Word.Contains(value))
            return SubjectContext.Word;
        return _newline && value == '\n' ? SubjectContext.Newline : SubjectContext.Other;
    }

    private int PartitionBytes(List<ByteSet> sets, out byte[] representatives)
    {
        var all = new List<ByteSet>(sets);
        if (HasAnchors)
        {
            all.Add(CharacterClass.Word);
            if (_newline)
                all.Add(ByteSet.Of((byte)'\n'));
        }

        var count = 1;
        foreach (var set in all.Distinct())
            count = Refine(set, count);
        representatives = new byte[count];
        for (var value = byte.MaxValue; value > 0; value--)
            representatives[_classOf[value]] = value;
        representatives[_classOf[0]] = 0;
        return count;
    }

    /// <summary>Splits every class that <paramref name="set"/> cuts in two.</summary>
    private int Refine(ByteSet set, int count)
    {
        Span<int> inside = stackalloc int[256];
        Span<bool> keeps = stackalloc bool[256];
        inside.Clear();
        keeps.Clear();
        for (var value = 0; value < 256; value++)
            keeps[_classOf[value]] |= !set.Contains((byte)value);
        for (var value = 0; value < 256; value++)
        {
            var cls = _classOf[value];
            if (!set.Contains((byte)value) || !keeps[cls])
                continue;
            if (inside[cls] == 0)
                inside[cls] = count++;
            _classOf[value] = (byte)inside[cls];
        }

        return count;
    }
}
