using Postern.Mfl.Binding;
using Postern.Mfl.Code;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Dumps;

/// <summary>Which code is traced: by <c>--trace-program</c>, and by what the program switches on and off. Immutable.</summary>
internal sealed record TraceSelection
{
    private readonly Dictionary<string, string> _moduleOfFile = new(StringComparer.Ordinal);
    private readonly FunctionCatalog _catalog;

    public TraceSelection(MflTracing tracing, ProgramSyntax program, FunctionCatalog catalog)
    {
        _catalog = catalog;
        IsAll = tracing is { Program: true, Modules.Count: 0 };
        On = tracing.Program ? tracing.Modules : [];
        foreach (ModuleSyntax module in program.Modules.Append(program.Main))
            _moduleOfFile[module.FileName] = module.Name;
    }

    /// <summary>Names that are neither a module's nor a plugin's.</summary>
    public IEnumerable<string> Unknown => On.Where(name => !IsKnown(name));

    private bool IsAll { get; }

    private IReadOnlyList<string> On { get; init; }

    private IReadOnlyList<string> Off { get; init; } = [];

    /// <summary>Starts or stops with a module or plugin.</summary>
    /// <returns><see langword="null"/>: there is none of that name.</returns>
    public TraceSelection? With(string module, bool isOn) => !IsKnown(module) ? null
        : isOn ? this with { On = [.. On.Append(module).Distinct(StringComparer.Ordinal)], Off = [.. Off.Where(name => name != module)] }
        : this with { On = [.. On.Where(name => name != module)], Off = [.. Off.Append(module).Distinct(StringComparer.Ordinal)] };

    /// <summary>Whether all instructions of a function are traced.</summary>
    public bool Covers(BoundFunction function)
    {
        string file = function.Place.File;
        return (IsAll || On.Any(name => IsOf(file, name))) && !Off.Any(name => IsOf(file, name));
    }

    /// <summary>Whether an instruction is traced wherever it stands, as a call of a plugin's function.</summary>
    public bool Covers(Instruction instruction) =>
        instruction is { Code: Opcode.CallPlugin, Object: CatalogFunction called } && On.Contains(called.Origin, StringComparer.OrdinalIgnoreCase);

    private bool IsKnown(string name) =>
        _moduleOfFile.Keys.Any(file => IsOf(file, name))
        || _catalog.Functions.Any(function => function.Origin.Equals(name, StringComparison.OrdinalIgnoreCase));

    private bool IsOf(string file, string name) =>
        Path.GetFileNameWithoutExtension(file) == name || (_moduleOfFile.TryGetValue(file, out string? module) && module == name);
}
