using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Postern.Abstractions.Mfl;

namespace Postern.Mfl;

/// <summary>Collects the functions and variables of the plugins' modules. Not thread-safe.</summary>
public sealed class FunctionCatalogBuilder
{
    private readonly Dictionary<string, CatalogFunction> _functions = new(StringComparer.Ordinal);
    private readonly List<CatalogVariable> _variables = [];

    /// <summary>
    /// Reads the functions of a module. All of them are added, or, when one is wrong, none.
    /// </summary>
    /// <param name="module">The module's instance, which serves every session.</param>
    /// <param name="origin">Who provides it, for messages and dumps: the plugin's name or path.</param>
    /// <param name="problems">One sentence per mistake; empty on success.</param>
    /// <returns>Whether the functions were added.</returns>
    public bool TryAdd(IMflModule module, string origin, out IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(origin);
        var found = new List<string>();
        var read = new Dictionary<string, CatalogFunction>(StringComparer.Ordinal);
        Type type = module.GetType();
        if (!type.IsVisible)
            found.Add($"class {type.FullName} is not public");
        foreach (MethodInfo method in FunctionMethods(type))
        {
            CatalogFunction? function = FunctionSignatureReader.Read(module, method, origin, found);
            if (function is null)
                continue;
            if (_functions.TryGetValue(function.Name, out CatalogFunction? other))
                found.Add($"function {function.Name} is already provided by {other.Origin}");
            else if (!read.TryAdd(function.Name, function))
                found.Add($"function {function.Name} is defined twice in {type.FullName}");
        }

        CatalogVariable[] variables = [.. ReadVariables(type, origin, found)];
        if (read.Count == 0 && found.Count == 0)
            found.Add($"class {type.FullName} has no method marked [MflFunction]");
        problems = found;
        if (found.Count > 0)
            return false;
        foreach (CatalogFunction function in read.Values)
            _functions.Add(function.Name, function);
        _variables.AddRange(variables);
        return true;
    }

    /// <summary>Takes the functions of one origin back, whose plugin turned out to be broken after they were added.</summary>
    public void Remove(string origin)
    {
        foreach (CatalogFunction function in _functions.Values.Where(function => function.Origin == origin).ToArray())
            _functions.Remove(function.Name);
        _variables.RemoveAll(variable => variable.Origin == origin);
    }

    /// <summary>Makes the catalog; the builder can be used further.</summary>
    public FunctionCatalog Build() => new(new Dictionary<string, CatalogFunction>(_functions, StringComparer.Ordinal), [.. _variables]);

    private IEnumerable<CatalogVariable> ReadVariables(Type type, string origin, List<string> problems)
    {
        foreach (MflVariableAttribute description in type.GetCustomAttributes<MflVariableAttribute>(inherit: false))
        {
            if (!FunctionSignatureReader.IsIdentifier(description.Name))
                problems.Add($"variable `{description.Name}' of class {type.FullName} is not an MFL identifier");
            else if (_variables.Find(known => known.Name == description.Name) is { } other)
                problems.Add($"variable {description.Name} is already declared by {other.Origin}");
            else
                yield return new CatalogVariable(description, origin);
        }
    }

    // Private methods are read too, so that a forgotten `public` is reported and not silently ignored.
    [SuppressMessage("Major Code Smell", "S3011", Justification = "Reads attributes only; such a method is reported, never called.")]
    private static IEnumerable<MethodInfo> FunctionMethods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .Where(static method => method.IsDefined(typeof(MflFunctionAttribute), inherit: false));
}
