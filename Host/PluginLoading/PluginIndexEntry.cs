namespace Postern.PluginLoading;

/// <summary>What a plugin's image says of itself without being loaded.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Functions">The names of the MFL functions that its own assembly declares.</param>
public sealed record PluginIndexEntry(string Name, string Path, IReadOnlyList<string> Functions);
