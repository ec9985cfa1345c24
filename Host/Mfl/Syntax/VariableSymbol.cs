using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>A variable, resolved by the parser: every reference to it holds this same object.</summary>
internal sealed class VariableSymbol(string name, VariableScope scope, MflType? declaredType, SourcePlace place)
{
    public string Name { get; } = name;

    public VariableScope Scope { get; } = scope;

    /// <summary>Type in the declaration; <see langword="null"/> when the first <c>set</c> declares the variable with the type of its value.</summary>
    public MflType? DeclaredType { get; } = declaredType;

    /// <summary>The place of its first declaration.</summary>
    public SourcePlace Place { get; } = place;

    public SymbolVisibility Visibility { get; init; }

    /// <summary>Survives RSET (qualifier <c>precious</c>).</summary>
    public bool IsPrecious { get; init; }

    /// <summary>Declared by the host or a plugin, not by the program.</summary>
    public bool IsProvided { get; init; }

    /// <summary>Position among the parameters of its function, from 0; -1 for other variables.</summary>
    public int ParameterIndex { get; init; } = -1;

    public override string ToString() => Name;
}
