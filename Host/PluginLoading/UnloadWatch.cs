using Microsoft.Extensions.Logging;

namespace Postern.PluginLoading;

/// <summary>Looks whether unloaded contexts really go away, and names the plugins whose do not. Thread-safe.</summary>
/// <remarks>
/// It asks for collections that run beside the program's threads, a few seconds apart and only while something is pending: a host without traffic
/// would else never collect, and a blocking collection would stop the traffic of one that has.
/// </remarks>
internal sealed partial class UnloadWatch(ILogger logger, TimeProvider time)
{
    /// <summary>A context that has outlived this many collections is held by something.</summary>
    public const int Collections = 10;

    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private List<UnloadingContext> _pending = [];
    private ITimer? _timer;

    public void Add(string plugin, int generation, WeakReference context)
    {
        lock (_lock)
            _pending.Add(new UnloadingContext(plugin, generation, context, GC.CollectionCount(GC.MaxGeneration)));
    }

    /// <summary>Starts looking, unless it is being done already.</summary>
    public void Begin()
    {
        lock (_lock)
            _timer ??= time.CreateTimer(static watch => ((UnloadWatch)watch!).Look(), this, Pause, Pause);
    }

    /// <summary>The plugins whose contexts are still alive after a full collection. Blocks.</summary>
    public IReadOnlyList<string> Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        lock (_lock)
        {
            _pending.RemoveAll(static item => !item.Context.IsAlive);
            return [.. _pending.Select(static item => item.Plugin)];
        }
    }

    private void Look()
    {
        List<UnloadingContext> stuck;
        lock (_lock)
        {
            int now = GC.CollectionCount(GC.MaxGeneration);
            var alive = _pending.Where(static item => item.Context.IsAlive).ToLookup(item => now - item.CollectionsBefore >= Collections);
            _pending = [.. alive[false]];
            stuck = [.. alive[true]];
            if (_pending.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }

        foreach (var item in stuck)
            LogNotUnloaded(item.Plugin, item.Generation, Collections);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }

    [LoggerMessage(
        EventId = 4,
        Level = LogLevel.Warning,
        Message = "plugin {Plugin} of generation {Generation} is still in memory after {Count} collections: something of it is held (a thread, timer, event or static of another plugin)")]
    private partial void LogNotUnloaded(string plugin, int generation, int count);
}
