using Postern.Abstractions.Configuration;
using Postern.Abstractions.Mfl;
using Postern.Configuration;
using Postern.Daemon.Settings;
using Postern.Mfl;
using Postern.PluginLoading;

namespace Postern.Daemon.Hosting;

/// <summary>A generation of plugins and what the host takes from it.</summary>
internal sealed class PluginSet
{
    private readonly PluginGeneration? _generation;

    private PluginSet(PluginGeneration? generation, FunctionCatalog functions)
    {
        _generation = generation;
        Functions = functions;
    }

    /// <summary>No plugin at all.</summary>
    public static PluginSet None { get; } = new(null, FunctionCatalog.Empty);

    public FunctionCatalog Functions { get; }

    public IReadOnlyList<string> ModulePath => _generation?.ModuleDirectories ?? [];

    public IReadOnlyList<PluginInfo> Plugins => _generation?.Plugins ?? [];

    /// <summary>Completes when the plugins have stopped.</summary>
    public Task Unloaded => _generation?.Unloaded ?? Task.CompletedTask;

    /// <summary>Loads plugins; their functions become the catalog, their statements of the configuration are read.</summary>
    /// <exception cref="SettingsException">A required plugin cannot be used, or a statement is wrong or nobody's.</exception>
    public static async Task<PluginSet> LoadAsync(PluginHost host, HostSettings settings, CancellationToken cancellationToken)
    {
        var functions = new FunctionCatalogBuilder();
        var problems = new ConfigurationProblems();
        var statements = new PluginStatements(settings.Unclaimed, problems);
        PluginGeneration generation;
        try
        {
            generation = await host.LoadAsync(Accept, cancellationToken);
        }
        catch (PluginException e)
        {
            throw new SettingsException(e.Message);
        }

        // A plugin whose service did not start was accepted before.
        foreach (PluginInfo broken in generation.Plugins.Where(static plugin => plugin.State == PluginState.Broken))
            functions.Remove(broken.Name);

        statements.ReportUnread();
        if (!problems.HasErrors)
            return new PluginSet(generation, functions.Build());
        generation.Retire();
        throw new SettingsException([.. problems.Select(static problem => problem.ToString())]);

        IReadOnlyList<string> Accept(PluginExport export)
        {
            switch (export.Instance)
            {
                case IMflModule module:
                    functions.TryAdd(module, export.Plugin, out IReadOnlyList<string> wrong);
                    return wrong;
                case IConfigurationBlock block:
                    statements.Configure(block);
                    return [];
                default:
                    return [];
            }
        }
    }

    /// <summary>Lets the plugins go; to be called once.</summary>
    public void Release() => _generation?.Retire();
}
