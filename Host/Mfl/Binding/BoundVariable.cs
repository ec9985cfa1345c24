using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>A variable with its type and its place among those of its kind.</summary>
internal sealed class BoundVariable(VariableSymbol symbol, DataType type, int index)
{
    public VariableSymbol Symbol { get; } = symbol;

    public string Name => Symbol.Name;

    public DataType Type { get; } = type;

    public VariableScope Scope => Symbol.Scope;

    /// <summary>Position among the globals of the program, or the parameters or automatic variables of its function.</summary>
    public int Index { get; } = index;

    /// <summary>What a global starts with: a <see cref="long"/> or a <see cref="string"/>.</summary>
    public object Initial { get; set; } = type == DataType.Number ? 0L : "";

    public override string ToString() => Name;
}
