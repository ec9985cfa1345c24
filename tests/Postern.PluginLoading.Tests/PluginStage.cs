using System.Reflection;
using Postern.Mfl;
using Postern.Testing.Logging;

namespace Postern.PluginLoading.Tests;

/// <summary>A plugins folder of the test's own, filled with fixtures.</summary>
internal sealed class PluginStage : IDisposable
{
    private static readonly string Fixtures = Path.GetFullPath(Metadata("Fixtures"));

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("postern-plugins-");
    private PluginHost? _host;

    public PluginStage(params string[] fixtures)
    {
        Directory.CreateDirectory(StateDirectory);
        foreach (var fixture in fixtures)
            Add(fixture);
    }

    public string PluginDirectory => Path.Combine(_root.FullName, "plugins");

    public string StateDirectory => Path.Combine(_root.FullName, "state");

    public LogRecorder Log { get; } = new();

    public string[] Required { get; init; } = [];

    public Dictionary<Type, IReadOnlyList<object>> Replacements { get; init; } = [];

    public PluginHost Host => _host ??= new PluginHost(
        new PluginHostOptions { Directories = [PluginDirectory], StateDirectory = StateDirectory, Required = Required, Replacements = Replacements }, Log, TimeProvider.System);

    public string PathOf(string plugin) => Path.Combine(PluginDirectory, plugin);

    public void Add(string fixture, string? name = null)
    {
        var target = PathOf(name ?? fixture);
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Fixtures, fixture, Metadata("FixtureOutput"))))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>Loads a generation as the host does: functions are read into a catalog, and what is wrong with them refuses the export.</summary>
    public async Task<(PluginGeneration Generation, FunctionCatalog Functions)> LoadAsync()
    {
        var functions = new FunctionCatalogBuilder();
        var generation = await Host.LoadAsync(
            export =>
            {
                if (export.Instance is not Abstractions.Mfl.IMflModule module)
                    return [];
                functions.TryAdd(module, export.Plugin, out var problems);
                return problems;
            },
            CancellationToken.None);
        foreach (var broken in generation.Plugins.Where(plugin => plugin.State == PluginState.Broken))
            functions.Remove(broken.Name);
        return (generation, functions.Build());
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static string Metadata(string key) =>
        typeof(PluginStage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
