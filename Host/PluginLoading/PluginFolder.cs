namespace Postern.PluginLoading;

/// <summary>A folder that holds one plugin: <c>plugins/&lt;Name&gt;/</c>.</summary>
/// <param name="Name">The folder's name, which is the plugin's.</param>
/// <param name="Path">The folder.</param>
internal sealed record PluginFolder(string Name, string Path)
{
    private const string DependenciesSuffix = ".deps.json";

    /// <summary>All plugin folders of some directories in a fixed order; of two with the same name the first directory's wins.</summary>
    /// <param name="directories">The directories; one that is missing is empty.</param>
    /// <param name="problems">One sentence per directory that cannot be read.</param>
    public static IReadOnlyList<PluginFolder> FindAll(IEnumerable<string> directories, out IReadOnlyList<string> problems)
    {
        var found = new List<PluginFolder>();
        var unreadable = new List<string>();
        foreach (var directory in directories.Where(Directory.Exists))
        {
            try
            {
                found.AddRange(Directory.GetDirectories(directory).Order(StringComparer.Ordinal)
                    .Where(path => !System.IO.Path.GetFileName(path).StartsWith('.'))
                    .Select(path => new PluginFolder(System.IO.Path.GetFileName(path), System.IO.Path.GetFullPath(path))));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unreadable.Add($"plugin directory {directory} cannot be read: {e.Message}");
            }
        }

        problems = unreadable;
        return [.. found.DistinctBy(folder => folder.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>
    /// The plugin's own assembly: <c>*.Plugins.Name.dll</c> or <c>mfmod_name.dll</c>, else the only one with a <c>.deps.json</c>, else
    /// <c>Name.dll</c>, else the only one. A private dependency may well be called like the folder, so the plain name comes late.
    /// </summary>
    /// <exception cref="PluginException">There is none, or it is not clear which.</exception>
    public string FindAssembly()
    {
        string[] assemblies;
        try
        {
            assemblies = Directory.GetFiles(Path, "*.dll");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"the folder cannot be read: {e.Message}", e);
        }

        if (assemblies.Length == 0)
            throw new PluginException("the folder holds no .dll");
        var named = assemblies.Where(path => IsPluginName(System.IO.Path.GetFileNameWithoutExtension(path))).ToArray();
        var described = assemblies.Where(path => File.Exists(path[..^".dll".Length] + DependenciesSuffix)).ToArray();
        var plain = assemblies.Where(path => IsName(System.IO.Path.GetFileNameWithoutExtension(path), Name)).ToArray();
        foreach (var candidates in new[] { named, described, plain, assemblies })
        {
            if (candidates.Length == 1)
                return candidates[0];
        }

        throw new PluginException(
            $"the folder holds {assemblies.Length} assemblies; name the plugin's own {Name}.dll, or leave exactly one {DependenciesSuffix} beside them");
    }

    private bool IsPluginName(string assembly) =>
        IsName(assembly, $"mfmod_{Name}") || assembly.EndsWith($".Plugins.{Name}", StringComparison.OrdinalIgnoreCase);

    private static bool IsName(string assembly, string name) => assembly.Equals(name, StringComparison.OrdinalIgnoreCase);
}
