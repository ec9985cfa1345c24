using Postern.Abstractions.Configuration;
using Postern.Mfl.Binding;
using Postern.Mfl.Dumps;
using Postern.Mfl.Regex;
using Postern.Mfl.Runtime;

namespace Postern.Mfl.Code;

/// <summary>A program as linear code, with its tables.</summary>
internal sealed class CodeProgram(BoundProgram source)
{
    private readonly Dictionary<(string File, int Line), int> _placeIndexes = [];
    private readonly Dictionary<PosixRegex, int> _regexIndexes = [];
    private readonly Dictionary<StringTransform, int> _transformIndexes = [];
    private readonly Dictionary<Abstractions.Mfl.IMflModule, int> _moduleIndexes = new(ReferenceEqualityComparer.Instance);

    public BoundProgram Source { get; } = source;

    /// <summary>Whether the program reads back references anywhere; otherwise matches need not find groups.</summary>
    public bool KeepsGroups { get; init; }

    /// <summary>Whether each statement says its place, not only those that can fail.</summary>
    public bool MarksStatements { get; init; }

    public List<CodeFunction> Functions { get; } = [];

    /// <summary>Source lines that run-time errors name.</summary>
    public List<(string File, int Line)> Places { get; } = [];

    public List<PosixRegex> Regexes { get; } = [];

    public List<StringTransform> Transforms { get; } = [];

    /// <summary>The plugin modules whose functions are called.</summary>
    public List<Abstractions.Mfl.IMflModule> Modules { get; } = [];

    /// <summary>What is traced at first; <see langword="null"/>: the program tells nothing about itself while it runs.</summary>
    public TraceSelection? Traced { get; private set; }

    /// <summary>Makes functions tell what is asked for.</summary>
    public void Trace(MflTracing tracing, TraceSelection selection)
    {
        Traced = selection;
        foreach (CodeFunction function in Functions)
        {
            function.KeepsFrame = tracing.Calls;
            if (tracing.IsSwitched || selection.Covers(function.Source))
            {
                function.Tells = static instruction => instruction.Code is not (Opcode.Label or Opcode.Locus);
                function.Shortens = false;
            }
            else if (tracing is { Program: true, Modules.Count: > 0 })
                function.Tells = selection.Covers;
        }
    }

    public int IndexOf(SourcePlace place) => IndexOf(_placeIndexes, Places, (place.File, place.Line));

    public int IndexOf(StringTransform transform) => IndexOf(_transformIndexes, Transforms, transform);

    public int IndexOf(PosixRegex regex) => IndexOf(_regexIndexes, Regexes, regex);

    public int IndexOf(Abstractions.Mfl.IMflModule module) => IndexOf(_moduleIndexes, Modules, module);

    private static int IndexOf<T>(Dictionary<T, int> indexes, List<T> table, T item)
        where T : notnull
    {
        if (indexes.TryGetValue(item, out int index))
            return index;
        indexes.Add(item, table.Count);
        table.Add(item);
        return table.Count - 1;
    }
}
