namespace Postern.Mfl.Syntax;

/// <summary>The names a compilation unit can use at file level: its own, and those it imported.</summary>
internal sealed class ModuleNames
{
    public Dictionary<string, ConstantSymbol> Constants { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, VariableSymbol> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Functions by each of their names.</summary>
    public Dictionary<string, FunctionSymbol> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>Names declared here (not imported) that other modules may use.</summary>
    public HashSet<string> Exported { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes over the exported names that the filter lets pass.</summary>
    public void Import(ModuleNames from, Func<string, bool> isWanted)
    {
        foreach (var name in from.Exported.Where(isWanted))
        {
            if (from.Constants.TryGetValue(name, out var constant) && constant.Visibility == SymbolVisibility.Public)
                Constants[name] = constant;
            if (from.Variables.TryGetValue(name, out var variable) && variable.Visibility == SymbolVisibility.Public)
                Variables[name] = variable;
            if (from.Functions.TryGetValue(name, out var function) && function.Visibility == SymbolVisibility.Public)
                Functions[name] = function;
        }
    }
}
