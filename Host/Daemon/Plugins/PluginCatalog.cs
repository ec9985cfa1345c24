using Microsoft.Extensions.Logging.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Mfl;
using Postern.PluginLoading;

namespace Postern.Daemon.Plugins;

/// <summary>All plugins, loaded as the host does, without starting their services: what they are and what they provide.</summary>
/// <param name="Plugins">What became of each.</param>
/// <param name="Functions">The MFL functions of those that can be used.</param>
/// <param name="ModulePath">Where their modules are.</param>
internal sealed record PluginCatalog(IReadOnlyList<PluginInfo> Plugins, FunctionCatalog Functions, IReadOnlyList<string> ModulePath)
{
    public static async Task<PluginCatalog> LoadAsync(IReadOnlyList<string> directories, CancellationToken cancellationToken)
    {
        var options = new PluginHostOptions
        {
            Directories = directories,
            StateDirectory = Path.GetTempPath(),
            StartServices = false,
        };
        var functions = new FunctionCatalogBuilder();

        // Who asks says himself what the log would.
        var host = new PluginHost(options, NullLoggerFactory.Instance, TimeProvider.System);
        PluginGeneration generation = await host.LoadAsync(Accept, cancellationToken);
        IReadOnlyList<string> modulePath = generation.ModuleDirectories;
        generation.Retire();
        await generation.Unloaded;
        return new PluginCatalog(generation.Plugins, functions.Build(), modulePath);

        IReadOnlyList<string> Accept(PluginExport export)
        {
            if (export.Instance is not IMflModule module)
                return [];
            functions.TryAdd(module, export.Plugin, out IReadOnlyList<string> problems);
            return problems;
        }
    }
}
