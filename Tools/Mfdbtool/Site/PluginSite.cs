using Microsoft.Extensions.Logging;
using Postern.Abstractions.Configuration;
using Postern.Abstractions.Storage;
using Postern.Configuration;
using Postern.Daemon.Hosting;
using Postern.Daemon.Logging;
using Postern.Daemon.Settings;
using Postern.PluginLoading;

namespace Postern.Tools.Mfdbtool.Site;

/// <summary>Loads the plugins that databases need as the host loads all of them, without starting their services.</summary>
internal static class PluginSite
{
    private static readonly string[] Contracts = [nameof(IStateDatabases), nameof(IStateRecordFormat), nameof(IStateStoreProvider)];

    /// <exception cref="SettingsException">The plugins cannot be used, or a statement of the configuration is wrong.</exception>
    public static async Task<StateSite> OpenAsync(SiteSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        ILoggerFactory loggers = HostLogging.Create(settings.Log, time);
        bool isOpen = false;
        try
        {
            PluginGeneration? generation = null;
            if (!settings.ChecksAll && Needed(settings) is { } needed)
                generation = await LoadAsync(settings, needed, loggers, time, cancellationToken);

            // A statement that none of these reads may be that of another plugin, or a mistake: all of them together know.
            generation ??= (await LoadAsync(settings, only: null, loggers, time, cancellationToken))!;
            if (generation.GetExports<IStateDatabases>() is not [var databases, ..])
            {
                await UnloadAsync(generation);
                throw new SettingsException(Absent(settings.PluginDirectories));
            }

            isOpen = true;
            return new StateSite(databases, generation.GetExports<IStateRecordFormat>(), generation.GetExports<IStateStoreProvider>(), async () =>
            {
                await UnloadAsync(generation);
                loggers.Dispose();
            });
        }
        finally
        {
            if (!isOpen)
                loggers.Dispose();
        }
    }

    private static string Absent(IReadOnlyList<string> directories)
    {
        string folders = directories.Count == 0 ? "there is no plugin directory" : $"looked in {string.Join(" and ", directories)}";
        return $"no plugin provides databases ({nameof(IStateDatabases)}): {folders}; name it with --plugin-directory";
    }

    private static async Task UnloadAsync(PluginGeneration generation)
    {
        generation.Retire();
        await generation.Unloaded;
    }

    private static HashSet<string>? Needed(SiteSettings settings)
    {
        if (PluginIndex.TryRead(settings.PluginDirectories) is not { } index)
            return null;
        var needed = index.Where(static entry => entry.Exports.Intersect(Contracts, StringComparer.Ordinal).Any())
            .Select(static entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        PluginIndex.AddNeeded(index, needed);
        return needed;
    }

    /// <returns><see langword="null"/>: some statements are not for these plugins.</returns>
    private static async Task<PluginGeneration?> LoadAsync(
        SiteSettings settings, IReadOnlySet<string>? only, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        var problems = new ConfigurationProblems();
        var statements = new PluginStatements(settings.Statements, problems);
        var options = new PluginHostOptions
        {
            Directories = settings.PluginDirectories,
            StateDirectory = settings.StateDirectory,
            Only = only,
            StartServices = false,
        };
        PluginGeneration generation = await new PluginHost(options, loggers, time).LoadAsync(Accept, cancellationToken);
        if (only is null)
            statements.ReportUnread();
        if (!problems.HasErrors && (only is null || statements.AreAllRead))
            return generation;
        await UnloadAsync(generation);
        return problems.HasErrors ? throw new SettingsException([.. problems.Select(static problem => problem.ToString())]) : null;

        IReadOnlyList<string> Accept(PluginExport export)
        {
            if (export.Instance is IConfigurationBlock block)
                statements.Configure(block);
            return [];
        }
    }
}
