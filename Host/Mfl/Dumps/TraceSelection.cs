using Postern.Mfl.Binding;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Dumps;

/// <summary>Which code <c>--trace-program</c> traces.</summary>
internal sealed class TraceSelection
{
    private readonly MflTracing _tracing;
    private readonly Dictionary<string, string> _moduleOfFile = new(StringComparer.Ordinal);

    public TraceSelection(MflTracing tracing, ProgramSyntax program)
    {
        _tracing = tracing;
        foreach (ModuleSyntax module in program.Modules.Append(program.Main))
            _moduleOfFile[module.FileName] = module.Name;
    }

    /// <summary>Whether all instructions of a function are traced.</summary>
    public bool Covers(BoundFunction function) =>
        _tracing.Program && (_tracing.Modules.Count == 0 || _tracing.Modules.Any(name => IsOf(function.Place.File, name)));

    /// <summary>Whether calls of a plugin's function are traced wherever they stand.</summary>
    public bool Covers(CatalogFunction function) =>
        _tracing.Program && _tracing.Modules.Contains(function.Origin, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that are neither a module's nor a plugin's.</summary>
    public IEnumerable<string> Unknown(FunctionCatalog catalog) => _tracing.Modules.Where(name =>
        !_moduleOfFile.Keys.Any(file => IsOf(file, name))
        && !catalog.Functions.Any(function => function.Origin.Equals(name, StringComparison.OrdinalIgnoreCase)));

    private bool IsOf(string file, string name) =>
        Path.GetFileNameWithoutExtension(file) == name || (_moduleOfFile.TryGetValue(file, out string? module) && module == name);
}
