namespace Postern.PluginLoading;

/// <summary>An instance that a plugin exports.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Name">The export's name.</param>
/// <param name="Version">The export's version.</param>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="PluginPath">The plugin's folder.</param>
/// <param name="Instance">The one instance of the generation.</param>
public sealed record PluginExport(Type Contract, string Name, string Version, string Plugin, string PluginPath, object Instance)
{
    /// <summary><c>contract:name version</c></summary>
    public override string ToString() => $"{Contract.Name}:{Name} {Version}";
}
