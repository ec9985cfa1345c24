namespace Postern.PluginLoading;

/// <summary>What a plugin's image says of itself without being loaded.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Functions">The names of the MFL functions that its own assembly declares.</param>
/// <param name="Exports">What it exports, each as <c>contract</c> and as <c>contract:name</c>.</param>
/// <param name="Needs">What its exports say that they need, likewise, and the contracts that constructors of its parts take.</param>
public sealed record PluginIndexEntry(
    string Name, string Path, IReadOnlyList<string> Functions, IReadOnlyList<string> Exports, IReadOnlyList<string> Needs);
