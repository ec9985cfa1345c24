namespace Postern.PluginLoading;

/// <summary>
/// All plugins as one (re)load found them. A session keeps the generation it began with by a lease; a generation that is retired unloads when its
/// last lease is returned.
/// </summary>
public sealed class PluginGeneration
{
    private readonly PluginHostOptions _options;
    private readonly UnloadWatch _watch;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _unloaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<LoadedPlugin> _plugins;
    private int _holders = 1;
    private int _retired;

    internal PluginGeneration(
        int number, List<LoadedPlugin> plugins, IReadOnlyList<PluginInfo> infos, PluginHostOptions options, UnloadWatch watch, TimeProvider time)
    {
        Number = number;
        _plugins = plugins;
        Plugins = infos;
        _options = options;
        _watch = watch;
        _time = time;
    }

    /// <summary>Counts the loads of this process from 1.</summary>
    public int Number { get; }

    /// <summary>Every plugin found, the broken ones too.</summary>
    public IReadOnlyList<PluginInfo> Plugins { get; }

    /// <summary>Folders that hold MFL modules, in the order of the plugins.</summary>
    public IReadOnlyList<string> ModuleDirectories =>
        [.. _plugins.Select(plugin => plugin.Folder.Path).Where(path => Directory.EnumerateFiles(path, "*.mfl").Any())];

    /// <summary>Completes when the generation has been retired, its last lease returned, and its services stopped.</summary>
    public Task Unloaded => _unloaded.Task;

    /// <summary>The exports of a contract, in the order of the plugins.</summary>
    public IReadOnlyList<PluginExport> GetExports(Type contract) =>
        [.. _plugins.SelectMany(plugin => plugin.Exports).Where(export => export.Contract == contract)];

    /// <summary>The instances of a contract, in the order of the plugins.</summary>
    public IReadOnlyList<T> GetExports<T>()
        where T : class => [.. GetExports(typeof(T)).Select(export => (T)export.Instance)];

    /// <summary>Keeps the generation loaded; <see langword="false"/> when it has unloaded already.</summary>
    public bool TryAcquire([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PluginLease? lease)
    {
        lease = null;
        int holders;
        do
        {
            holders = Volatile.Read(ref _holders);
            if (holders == 0)
                return false;
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);
        lease = new PluginLease(this);
        return true;
    }

    /// <summary>Lets the generation unload as soon as no lease is out; <see cref="Unloaded"/> tells when.</summary>
    public void Retire()
    {
        if (Interlocked.Exchange(ref _retired, 1) == 0)
            Release();
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            _ = UnloadAsync();
    }

    private async Task UnloadAsync()
    {
        // The last lease may be returned on a thread that serves a connection.
        await Task.Yield();
        var plugins = _plugins;
        _plugins = [];
        // A plugin goes before those it needs.
        foreach (var plugin in Enumerable.Reverse(plugins))
            _watch.Add(plugin.Folder.Name, Number, await plugin.UnloadAsync(_options.ServiceTimeout, _time));
        _unloaded.SetResult();
        _watch.Begin();
    }
}
