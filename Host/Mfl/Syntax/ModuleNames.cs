using Postern.Abstractions.Configuration;

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

    /// <summary>Names that came from other modules.</summary>
    public HashSet<string> Imported { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes over exported names.</summary>
    /// <param name="from">Whose.</param>
    /// <param name="nameOf">What a name is called here; <see langword="null"/> for one that is not wanted.</param>
    /// <returns>Names that stand for something else here, with its place and that of what was to be imported.</returns>
    public IReadOnlyList<(string Name, SourcePlace Here, SourcePlace There)> Import(ModuleNames from, Func<string, string?> nameOf)
    {
        var conflicts = new List<(string, SourcePlace, SourcePlace)>();
        foreach (var name in from.Exported)
        {
            if (nameOf(name) is not { } known)
                continue;
            if (from.Constants.TryGetValue(name, out var constant) && constant.Visibility == SymbolVisibility.Public)
                Add(Constants, known, constant, static symbol => symbol.Place, conflicts);
            if (from.Variables.TryGetValue(name, out var variable) && variable.Visibility == SymbolVisibility.Public)
                Add(Variables, known, variable, static symbol => symbol.Place, conflicts);
            if (from.Functions.TryGetValue(name, out var function) && function.Visibility == SymbolVisibility.Public)
                Add(Functions, known, function, static symbol => symbol.Place, conflicts);
        }

        return conflicts;
    }

    private void Add<T>(
        Dictionary<string, T> known, string name, T symbol, Func<T, SourcePlace> placeOf, List<(string Name, SourcePlace Here, SourcePlace There)> conflicts)
        where T : class
    {
        if (known.TryGetValue(name, out var other) && other != symbol)
            conflicts.Add((name, placeOf(other), placeOf(symbol)));
        else if (known.TryAdd(name, symbol))
            Imported.Add(name);
    }
}
