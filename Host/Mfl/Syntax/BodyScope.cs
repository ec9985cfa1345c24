namespace Postern.Mfl.Syntax;

/// <summary>The function or handler being parsed.</summary>
internal sealed class BodyScope(string name, HandlerKind? handler, FunctionSymbol? function)
{
    /// <summary>The value of <c>__function__</c>.</summary>
    public string Name { get; } = name;

    public HandlerKind? Handler { get; } = handler;

    public FunctionSymbol? Function { get; } = function;

    /// <summary>Parameters and automatic variables; the latter replace parameters of the same name.</summary>
    public Dictionary<string, VariableSymbol> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The labels of the loops around the current statement, innermost last; empty for a loop without one.</summary>
    public List<string> Loops { get; } = [];

    /// <summary>How many <c>catch</c> bodies surround the current statement.</summary>
    public int CatchDepth { get; set; }

    public bool IsVariadic => Function?.VariadicType != null;

    /// <summary>The highest <c>$N</c>: a catch has three arguments.</summary>
    public int MaxArgument =>
        CatchDepth > 0 ? 3
        : Handler is { } kind ? HandlerNames.MaxArgument(kind)
        : IsVariadic ? int.MaxValue
        : Function?.Parameters.Count ?? 0;
}
