using Postern.Abstractions.Configuration;
using Postern.Abstractions.Milter;

namespace Postern.Mfl.Binding;

/// <summary>The effects of one function with their reasons, at first its own, then also those of what it calls.</summary>
internal sealed class FunctionEffects(BoundFunction function)
{
    public BoundFunction Function { get; } = function;

    public Dictionary<EffectKind, (string Reason, SourcePlace Place)> Effects { get; } = [];

    /// <summary>Sendmail macros in order of first use.</summary>
    public List<string> Macros { get; } = [];

    public MilterActions Actions { get; set; }

    /// <summary>Calls of the program's functions, by their index.</summary>
    public List<(int Callee, SourcePlace Place)> Calls { get; } = [];

    public List<(CatalogFunction Function, SourcePlace Place)> PluginCalls { get; } = [];

    public bool IsRecursive { get; set; }

    /// <summary>It reads back references.</summary>
    public bool UsesGroups { get; set; }

    public bool Has(EffectKind kind) => Effects.ContainsKey(kind);

    public void Add(EffectKind kind, string reason, SourcePlace place) => Effects.TryAdd(kind, (reason, place));

    /// <summary>Takes over the effects of a called function; returns whether something was new.</summary>
    public bool Absorb(FunctionEffects callee, SourcePlace place)
    {
        int before = Effects.Count + Macros.Count;
        MilterActions actions = Actions;
        foreach (EffectKind kind in callee.Effects.Keys)
            Add(kind, $"calls {callee.Function.Signature.Name}", place);
        foreach (string macro in callee.Macros)
            AddMacro(macro);
        Actions |= callee.Actions;
        return Effects.Count + Macros.Count > before || Actions != actions;
    }

    public void AddMacro(string name)
    {
        if (!Macros.Contains(name))
            Macros.Add(name);
    }
}
