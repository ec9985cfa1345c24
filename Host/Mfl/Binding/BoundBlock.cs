namespace Postern.Mfl.Binding;

/// <summary>A list of statements.</summary>
internal sealed record BoundBlock(IReadOnlyList<BoundStatement> Statements)
{
    public static BoundBlock Empty { get; } = new([]);
}
