namespace Postern.Configuration.Options;

/// <summary>Which plugins are loaded: <c>plugin-path</c> and <c>plugin NAME { }</c> (both ours).</summary>
public sealed record PluginConfiguration
{
    /// <summary>Directories that are searched before the built-in one.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>Names of plugins without which the daemon does not start (<c>required yes</c>).</summary>
    public IReadOnlyList<string> Required { get; init; } = [];
}
