using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>What a caller must know of a function; its body is bound while calls to it already exist (recursion).</summary>
internal sealed class BoundSignature
{
    public required string Name { get; init; }

    /// <summary>The function's symbol; <see langword="null"/> for a handler.</summary>
    public FunctionSymbol? Symbol { get; init; }

    /// <summary>Position among the functions of the program.</summary>
    public required int Index { get; init; }

    public required IReadOnlyList<BoundVariable> Parameters { get; init; }

    public required int Mandatory { get; init; }

    public DataType? VariadicType { get; init; }

    public required DataType Result { get; init; }

    /// <summary>Whether callers pass how many arguments they gave (for <c>$#</c>).</summary>
    public bool PassesCount => VariadicType is not null || Mandatory < Parameters.Count;

    public override string ToString() => Name;
}
