using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>A name defined by <c>const</c>, or an exception defined by <c>dclex</c>.</summary>
internal sealed class ConstantSymbol(string name, MflType type, SourcePlace place)
{
    public string Name { get; } = name;

    /// <summary>Type of the value, inferred from the form of its expression; exceptions are numbers.</summary>
    public MflType Type { get; } = type;

    public SourcePlace Place { get; } = place;

    public SymbolVisibility Visibility { get; init; }

    /// <summary>Defined by <c>dclex</c>: the value is the next free exception number.</summary>
    public bool IsException { get; init; }

    public override string ToString() => Name;
}
