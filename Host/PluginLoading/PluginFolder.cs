namespace Postern.PluginLoading;

/// <summary>A folder that holds one plugin: <c>plugins/&lt;Name&gt;/</c>.</summary>
/// <param name="Name">The folder's name, which is the plugin's.</param>
/// <param name="Path">The folder.</param>
internal sealed record PluginFolder(string Name, string Path)
{
    private const string DependenciesSuffix = ".deps.json";

    /// <summary>All plugin folders of some directories in a fixed order; of two with the same name the first directory's wins.</summary>
    public static IReadOnlyList<PluginFolder> FindAll(IEnumerable<string> directories) =>
    [
        .. directories.Where(Directory.Exists)
            .SelectMany(directory => Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal))
            .Where(path => !System.IO.Path.GetFileName(path).StartsWith('.'))
            .Select(path => new PluginFolder(System.IO.Path.GetFileName(path), System.IO.Path.GetFullPath(path)))
            .DistinctBy(folder => folder.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>
    /// The plugin's own assembly: the one dll, the one with a <c>.deps.json</c>, or the one named like the folder
    /// (<c>Name.dll</c>, <c>Postern.Plugins.Name.dll</c>, <c>mfmod_name.dll</c>).
    /// </summary>
    /// <exception cref="PluginException">There is none, or it is not clear which.</exception>
    public string FindAssembly()
    {
        var assemblies = Directory.GetFiles(Path, "*.dll");
        if (assemblies.Length == 0)
            throw new PluginException("the folder holds no .dll");
        foreach (var candidate in new[] { Name, $"Postern.Plugins.{Name}", $"mfmod_{Name}" })
        {
            if (assemblies.FirstOrDefault(path => IsNamed(path, candidate)) is { } named)
                return named;
        }

        var described = assemblies.Where(path => File.Exists(path[..^".dll".Length] + DependenciesSuffix)).ToArray();
        return (assemblies.Length, described.Length) switch
        {
            (1, _) => assemblies[0],
            (_, 1) => described[0],
            _ => throw new PluginException(
                $"the folder holds {assemblies.Length} assemblies; name the plugin's own {Name}.dll, or leave exactly one {DependenciesSuffix} beside them"),
        };
    }

    private static bool IsNamed(string path, string name) =>
        System.IO.Path.GetFileNameWithoutExtension(path.AsSpan()).Equals(name, StringComparison.OrdinalIgnoreCase);
}
