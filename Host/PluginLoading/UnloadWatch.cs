using Microsoft.Extensions.Logging;

namespace Postern.PluginLoading;

/// <summary>Looks whether unloaded contexts really go away, and names the plugins whose do not.</summary>
internal sealed partial class UnloadWatch(ILogger logger, TimeProvider time)
{
    private const int Attempts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<Pending> _pending = [];
    private bool _running;

    public void Add(string plugin, int generation, WeakReference context)
    {
        lock (_lock)
            _pending.Add(new Pending(plugin, generation, context));
    }

    /// <summary>Starts looking, unless it is being done already.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_running)
                return;
            _running = true;
        }

        _ = WatchAsync();
    }

    /// <summary>The plugins whose contexts are still alive after a collection.</summary>
    public IReadOnlyList<string> Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        lock (_lock)
        {
            _pending.RemoveAll(item => !item.Context.IsAlive);
            return [.. _pending.Select(item => item.Plugin)];
        }
    }

    private async Task WatchAsync()
    {
        // Reloads in quick succession add to the list meanwhile: every context has its own count.
        while (Count())
            await Task.Delay(Pause, time);
    }

    /// <summary>Collects once and tells of contexts that have outlived enough collections; <see langword="false"/> when none is left.</summary>
    private bool Count()
    {
        Collect();
        List<Pending> stuck;
        bool isRunning;
        lock (_lock)
        {
            _pending.ForEach(static item => item.Survived++);
            stuck = _pending.FindAll(static item => item.Survived >= Attempts);
            _pending.RemoveAll(static item => item.Survived >= Attempts);
            isRunning = _running = _pending.Count > 0;
        }

        foreach (var item in stuck)
            LogNotUnloaded(item.Plugin, item.Generation, Attempts);
        return isRunning;
    }

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Warning,
        Message = "plugin {Plugin} of generation {Generation} is still in memory after {Attempts} collections: something of it is held (a thread, timer, event or static of another plugin)")]
    private partial void LogNotUnloaded(string plugin, int generation, int attempts);

    private sealed class Pending(string plugin, int generation, WeakReference context)
    {
        public string Plugin { get; } = plugin;

        public int Generation { get; } = generation;

        public WeakReference Context { get; } = context;

        public int Survived { get; set; }
    }
}
