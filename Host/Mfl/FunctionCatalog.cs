using System.Diagnostics.CodeAnalysis;

namespace Postern.Mfl;

/// <summary>The functions and variables of all plugins, by name. Immutable; a program keeps the plugins whose functions it calls alive.</summary>
public sealed class FunctionCatalog
{
    private readonly Dictionary<string, CatalogFunction> _functions;

    internal FunctionCatalog(Dictionary<string, CatalogFunction> functions, IReadOnlyList<CatalogVariable> variables)
    {
        _functions = functions;
        Variables = variables;
    }

    /// <summary>A catalog without functions.</summary>
    public static FunctionCatalog Empty { get; } = new([], []);

    /// <summary>All functions, in no particular order.</summary>
    public IReadOnlyCollection<CatalogFunction> Functions => _functions.Values;

    /// <summary>All variables, in the order in which they were added.</summary>
    public IReadOnlyList<CatalogVariable> Variables { get; }

    /// <summary>Looks up a function.</summary>
    public bool TryFind(string name, [MaybeNullWhen(false)] out CatalogFunction function) =>
        _functions.TryGetValue(name, out function);
}
