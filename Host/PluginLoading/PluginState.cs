namespace Postern.PluginLoading;

/// <summary>What became of a plugin.</summary>
public enum PluginState
{
    /// <summary>Loaded, composed and started.</summary>
    Active,

    /// <summary>Active, but some of its exports are refused.</summary>
    Degraded,

    /// <summary>Not usable; the host goes on without it.</summary>
    Broken,
}
