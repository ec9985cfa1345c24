using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>What is known at one point of a function's body.</summary>
internal sealed class FunctionScope(BoundFunction function)
{
    private readonly Dictionary<VariableSymbol, BoundVariable> _variables = [];

    public BoundFunction Function { get; } = function;

    /// <summary>The loops around the point, innermost last.</summary>
    public List<BoundLoop> Loops { get; } = [];

    /// <summary>The catch bodies around the point, innermost last.</summary>
    public Stack<BoundCatch> Catches { get; } = [];

    /// <summary>Variables declared without a value and neither set nor read since.</summary>
    public HashSet<BoundVariable> Uninitialized { get; } = [];

    public void Declare(BoundVariable variable) => _variables[variable.Symbol] = variable;

    public bool TryFind(VariableSymbol symbol, out BoundVariable? variable) => _variables.TryGetValue(symbol, out variable);

    public BoundVariable DeclareLocal(VariableSymbol symbol, DataType type)
    {
        var variable = new BoundVariable(symbol, type, Function.Locals.Count);
        Function.Locals.Add(variable);
        Declare(variable);
        return variable;
    }
}
