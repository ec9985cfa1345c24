using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>A function written in MFL; aliases name the same symbol.</summary>
internal sealed class FunctionSymbol(string name, SourcePlace place)
{
    /// <summary>The primary name, not an alias.</summary>
    public string Name { get; } = name;

    public SourcePlace Place { get; } = place;

    public SymbolVisibility Visibility { get; init; }

    /// <summary>Named parameters, the mandatory ones first.</summary>
    public required IReadOnlyList<VariableSymbol> Parameters { get; init; }

    /// <summary>How many of <see cref="Parameters"/> must be supplied.</summary>
    public required int MandatoryCount { get; init; }

    /// <summary>Element type of the ellipsis; <see langword="null"/> when the function is not variadic.</summary>
    public MflType? VariadicType { get; init; }

    /// <summary><see langword="null"/> for a function that returns nothing.</summary>
    public MflType? ReturnType { get; init; }

    public override string ToString() => Name;
}
