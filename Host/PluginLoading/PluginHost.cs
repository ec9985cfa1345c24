using Microsoft.Extensions.Logging;
using Postern.Abstractions.Hosting;

namespace Postern.PluginLoading;

/// <summary>Finds, loads, composes and starts plugins. A plugin that cannot be used costs one log line, and the host goes on without it.</summary>
public sealed partial class PluginHost
{
    private readonly PluginHostOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly UnloadWatch _watch;
    private int _generations;

    /// <summary>Makes a host; nothing is loaded yet.</summary>
    public PluginHost(PluginHostOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        _options = options;
        _loggers = loggers;
        _time = time;
        _logger = loggers.CreateLogger("plugins");
        _watch = new UnloadWatch(_logger, time);
    }

    /// <summary>Collects garbage and names the plugins of retired generations that are still in memory.</summary>
    public IReadOnlyList<string> CollectUnloaded() => _watch.Collect();

    /// <summary>Loads a new generation beside those that are in use.</summary>
    /// <param name="acceptor">
    /// Called once per export, in order, and before any service starts. A plugin whose service then fails is broken all the same:
    /// what was accepted of it is to be dropped.
    /// </param>
    /// <param name="cancellationToken">Ends the start of services.</param>
    /// <exception cref="PluginException">A required plugin is missing or broken; nothing of the generation stays loaded.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of the generation stays loaded.</exception>
    public async Task<PluginGeneration> LoadAsync(PluginExportAcceptor acceptor, CancellationToken cancellationToken)
    {
        // 1. Every folder becomes an assembly in a context of its own.
        var number = Interlocked.Increment(ref _generations);
        var infos = new Dictionary<string, PluginInfo>(StringComparer.OrdinalIgnoreCase);
        var waiting = LoadAll(infos);

        // 2. Plugins are composed after those they need; what they export is offered to the next.
        var composed = new List<LoadedPlugin>();
        while (TakeNext(waiting, composed) is { } plugin)
        {
            try
            {
                plugin.Compose(ServicesFor(plugin, composed));
                RefuseDuplicates(plugin, composed);
                Accept(plugin, acceptor);
                if (plugin.Exports.Count == 0 && plugin.Parts.Declared.Count > 0)
                    throw new PluginException(string.Join("; ", plugin.Refusals));
                composed.Add(plugin);
            }
            catch (PluginException e)
            {
                await DropAsync(plugin, number, e.Message, infos);
            }
        }

        foreach (var plugin in waiting)
            await DropAsync(plugin, number, Unmet(plugin, composed), infos);

        // 3. All are configured by now: services start, and a plugin goes with the one it needs.
        var usable = await StartAsync(composed, number, infos, cancellationToken);

        // 4. What is usable is listed, and what is required must be.
        foreach (var plugin in usable)
            infos[plugin.Folder.Name] = Describe(plugin);
        var generation = new PluginGeneration(
            number, usable, [.. infos.Values.OrderBy(info => info.Name, StringComparer.Ordinal)], _options, _watch, _time);
        if (FirstUnmet(infos) is not { } unmet)
            return generation;
        generation.Retire();
        await generation.Unloaded;
        throw new PluginException(unmet);
    }

    private async Task<List<LoadedPlugin>> StartAsync(
        List<LoadedPlugin> composed, int number, Dictionary<string, PluginInfo> infos, CancellationToken cancellationToken)
    {
        var usable = new List<LoadedPlugin>();
        foreach (var plugin in composed)
        {
            try
            {
                if (Missing(plugin, usable).Any())
                    throw new PluginException(Unmet(plugin, usable));
                if (_options.StartServices)
                    await plugin.StartAsync(_options.ServiceTimeout, _time, cancellationToken);
                usable.Add(plugin);
            }
            catch (PluginException e)
            {
                await DropAsync(plugin, number, e.Message, infos);
            }
            catch (OperationCanceledException)
            {
                foreach (var other in Enumerable.Reverse(composed).Where(other => !infos.ContainsKey(other.Folder.Name)))
                    _watch.Add(other.Folder.Name, number, await other.UnloadAsync(_options.ServiceTimeout, _time));
                throw;
            }
        }

        return usable;
    }

    private List<LoadedPlugin> LoadAll(Dictionary<string, PluginInfo> infos)
    {
        var loaded = new List<LoadedPlugin>();
        var folders = PluginFolder.FindAll(_options.Directories, out var problems);
        foreach (var problem in problems)
            LogUnreadable(problem);
        foreach (var folder in folders.Where(folder => _options.Only?.Contains(folder.Name) ?? true))
        {
            try
            {
                loaded.Add(LoadedPlugin.Load(folder, _options.Replacements, _logger));
            }
            catch (PluginException e)
            {
                Report(folder, "", e.Message, infos);
            }
        }

        return loaded;
    }

    private LoadedPlugin? TakeNext(List<LoadedPlugin> waiting, List<LoadedPlugin> composed)
    {
        // What it takes of others where it is there, all of it: those come first, unless they wait for each other.
        var index = waiting.FindIndex(plugin => !Missing(plugin, composed).Any() && !waiting.Exists(other => other != plugin && Offers(other, plugin)));
        if (index < 0)
            index = waiting.FindIndex(plugin => !Missing(plugin, composed).Any());
        if (index < 0)
            return null;
        var next = waiting[index];
        waiting.RemoveAt(index);
        return next;
    }

    private static bool Offers(LoadedPlugin other, LoadedPlugin plugin) =>
        plugin.Parts.Wants.Any(want => other.Parts.Declared.Any(item => PluginParts.Satisfies(want, item.Export.Contract, item.Export.Name)));

    private IEnumerable<string> Missing(LoadedPlugin plugin, List<LoadedPlugin> usable) =>
        plugin.Parts.Needs.Where(need =>
            !_options.Replacements.Keys.Any(contract => need.Split(':')[0] == contract.Name)
            && !usable.SelectMany(other => other.Exports).Any(export => PluginParts.Satisfies(need, export.Contract, export.Name)));

    private string Unmet(LoadedPlugin plugin, List<LoadedPlugin> usable) =>
        $"it needs {string.Join(", ", Missing(plugin, usable))}, which no usable plugin provides";

    private ILookup<Type, object> ServicesFor(LoadedPlugin plugin, List<LoadedPlugin> composed) =>
        composed.SelectMany(other => other.Exports).Select(export => (export.Contract, export.Instance))
            .Concat(_options.Replacements.SelectMany(static item => item.Value.Select(instance => (item.Key, instance))))
            .Append((typeof(IHostEnvironment), new PluginEnvironment(plugin.Folder.Name, plugin.Folder.Path, _options.StateDirectory, _time, _loggers)))
            .Append((typeof(TimeProvider), _time))
            .Append((typeof(ILoggerFactory), new PluginLoggers(plugin.Folder.Name, _loggers)))
            .ToLookup(item => item.Item1, item => item.Item2);

    private static void RefuseDuplicates(LoadedPlugin plugin, List<LoadedPlugin> composed)
    {
        foreach (var export in plugin.Exports.ToArray())
        {
            var first = composed.SelectMany(other => other.Exports).FirstOrDefault(other => other.Contract == export.Contract && other.Name == export.Name);
            if (first is not null)
                Refuse(plugin, export, $"{export.Contract.Name}:{export.Name} is already exported by plugin {first.Plugin} ({first.PluginPath})");
        }
    }

    private static void Accept(LoadedPlugin plugin, PluginExportAcceptor acceptor)
    {
        foreach (var export in plugin.Exports.ToArray())
        {
            if (acceptor(export) is { Count: > 0 } problems)
                Refuse(plugin, export, string.Join("; ", problems));
        }
    }

    private static void Refuse(LoadedPlugin plugin, PluginExport export, string reason)
    {
        plugin.Exports.Remove(export);
        plugin.Refusals.Add(reason);
    }

    private PluginInfo Describe(LoadedPlugin plugin)
    {
        var reason = string.Join("; ", plugin.Refusals);
        if (reason.Length > 0)
            LogDegraded(plugin.Folder.Name, plugin.Folder.Path, reason);
        return new PluginInfo(
            plugin.Folder.Name,
            plugin.Version,
            plugin.Folder.Path,
            reason.Length > 0 ? PluginState.Degraded : PluginState.Active,
            reason,
            [.. plugin.Exports.Select(export => export.ToString())]);
    }

    private async Task DropAsync(LoadedPlugin plugin, int number, string reason, Dictionary<string, PluginInfo> infos)
    {
        Report(plugin.Folder, plugin.Version, reason, infos);
        _watch.Add(plugin.Folder.Name, number, await plugin.UnloadAsync(_options.ServiceTimeout, _time));
    }

    private void Report(PluginFolder folder, string version, string reason, Dictionary<string, PluginInfo> infos)
    {
        LogBroken(folder.Name, folder.Path, reason);
        infos[folder.Name] = new PluginInfo(folder.Name, version, folder.Path, PluginState.Broken, reason, []);
    }

    private string? FirstUnmet(Dictionary<string, PluginInfo> infos)
    {
        foreach (var name in _options.Required)
        {
            if (!infos.TryGetValue(name, out var info))
                return $"required plugin {name} is not in {string.Join(" or ", _options.Directories)}";
            if (info.State != PluginState.Active)
                return $"required plugin {name} ({info.Path}) cannot be used: {info.Reason}";
        }

        return null;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "plugin {Plugin} ({Path}) is not used: {Reason}")]
    private partial void LogBroken(string plugin, string path, string reason);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "{Problem}")]
    private partial void LogUnreadable(string problem);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "plugin {Plugin} ({Path}) is used only in part: {Reason}")]
    private partial void LogDegraded(string plugin, string path, string reason);
}
