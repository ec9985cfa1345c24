using System.Diagnostics.CodeAnalysis;

namespace Postern.Mfl;

/// <summary>The functions of all plugins, by name. Immutable; a program keeps the plugins whose functions it calls alive.</summary>
public sealed class FunctionCatalog
{
    private readonly Dictionary<string, CatalogFunction> _functions;

    internal FunctionCatalog(Dictionary<string, CatalogFunction> functions) => _functions = functions;

    /// <summary>A catalog without functions.</summary>
    public static FunctionCatalog Empty { get; } = new([]);

    /// <summary>All functions, in no particular order.</summary>
    public IReadOnlyCollection<CatalogFunction> Functions => _functions.Values;

    /// <summary>Looks up a function.</summary>
    public bool TryFind(string name, [MaybeNullWhen(false)] out CatalogFunction function) =>
        _functions.TryGetValue(name, out function);
}
