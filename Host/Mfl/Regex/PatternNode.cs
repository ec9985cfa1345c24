namespace Postern.Mfl.Regex;

/// <summary>A parsed pattern. Null stands for the empty pattern wherever a node may be missing.</summary>
internal abstract record PatternNode
{
    internal sealed record Bytes(ByteSet Set) : PatternNode;

    internal sealed record Assertion(RegexAnchor Anchor) : PatternNode;

    internal sealed record BackReference(int Number) : PatternNode;

    internal sealed record Group(int Index, PatternNode? Body) : PatternNode;

    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    internal sealed record Choice(IReadOnlyList<PatternNode?> Branches) : PatternNode;

    /// <summary>Between <see cref="Minimum"/> and <see cref="Maximum"/> copies; a null maximum is no limit.</summary>
    internal sealed record Repeat(PatternNode Body, int Minimum, int? Maximum) : PatternNode;
}
