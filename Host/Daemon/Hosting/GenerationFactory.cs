using Microsoft.Extensions.Logging;
using Postern.Daemon.Settings;
using Postern.Mfl;
using Postern.PluginLoading;

namespace Postern.Daemon.Hosting;

/// <summary>Makes generations: plugins, then the program that uses their functions, then its engine.</summary>
internal sealed class GenerationFactory(ILoggerFactory loggers, TimeProvider time)
{
    private PluginHost? _host;
    private string _hostKey = "";
    private int _number;

    /// <summary>Contracts that the host answers itself instead of plugins.</summary>
    public IReadOnlyDictionary<Type, IReadOnlyList<object>> Replacements { get; init; } = new Dictionary<Type, IReadOnlyList<object>>();

    /// <summary>Loads plugins for <paramref name="settings"/>.</summary>
    /// <param name="settings">Where they are, and what they are told.</param>
    /// <param name="only">The names of those to load; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the start of services.</param>
    /// <exception cref="SettingsException">They cannot be used.</exception>
    public Task<PluginSet> LoadPluginsAsync(HostSettings settings, IReadOnlySet<string>? only, CancellationToken cancellationToken)
    {
        // The host keeps watch over what it has unloaded; a change of directories is rare and worth another.
        string key = string.Join('\0', [settings.StateDirectory, .. settings.PluginDirectories, "", .. settings.Plugins.Required, "", .. only ?? (IEnumerable<string>)["*"]]);
        if (_host is null || key != _hostKey)
        {
            _hostKey = key;
            _host = new PluginHost(
                new PluginHostOptions
                {
                    Directories = settings.PluginDirectories,
                    StateDirectory = settings.StateDirectory,
                    Required = settings.Plugins.Required,
                    Only = only,
                    Replacements = Replacements,
                },
                loggers,
                time);
        }

        return PluginSet.LoadAsync(_host, settings, cancellationToken);
    }

    /// <summary>Makes a generation. Nothing of one that fails stays behind.</summary>
    /// <exception cref="SettingsException">Script, configuration or plugins are wrong.</exception>
    public async Task<NewGeneration> MakeAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        PluginSet plugins = await LoadPluginsAsync(settings, only: null, cancellationToken);
        bool isMade = false;
        try
        {
            (MflProgram program, IReadOnlyList<string> warnings) = FilterCompiler.Compile(settings, plugins);
            MflFilterEngine engine = program.CreateEngine(
                new MflRuntimeOptions
                {
                    Loggers = loggers,
                    Time = time,
                    StateDirectory = settings.StateDirectory,
                    TracesActions = settings.TracesActions,
                });
            if (!engine.Start(cancellationToken))
                throw new SettingsException($"{settings.ScriptName}: the startup handler failed; the log says why");
            isMade = true;
            return new NewGeneration(
                new FilterGeneration(++_number, engine, () => CloseAsync(engine, plugins)), warnings, new PluginSummary(plugins.Plugins));
        }
        finally
        {
            if (!isMade)
                plugins.Release();
        }
    }

    private static Task CloseAsync(MflFilterEngine engine, PluginSet plugins)
    {
        engine.Stop();
        plugins.Release();
        return plugins.Unloaded;
    }
}
