namespace Postern.PluginLoading;

/// <summary>A plugin as it is listed.</summary>
/// <param name="Name">Its name, that of its folder.</param>
/// <param name="Version">Its assembly's informational version; empty when it could not be read.</param>
/// <param name="Path">Its folder.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why it is broken; otherwise empty.</param>
/// <param name="Exports">Its exports as <c>contract:name version</c>.</param>
public sealed record PluginInfo(
    string Name, string Version, string Path, PluginState State, string Reason, IReadOnlyList<string> Exports);
