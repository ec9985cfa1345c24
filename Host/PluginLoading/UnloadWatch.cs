using Microsoft.Extensions.Logging;

namespace Postern.PluginLoading;

/// <summary>Looks whether unloaded contexts really go away, and names the plugins whose do not.</summary>
internal sealed partial class UnloadWatch(ILogger logger, TimeProvider time)
{
    private const int Attempts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<(string Plugin, int Generation, WeakReference Context)> _pending = [];
    private bool _running;

    public void Add(string plugin, int generation, WeakReference context)
    {
        lock (_lock)
            _pending.Add((plugin, generation, context));
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
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (Collect().Count == 0)
                break;
            await Task.Delay(Pause, time);
        }

        List<(string Plugin, int Generation, WeakReference Context)> stuck;
        lock (_lock)
        {
            stuck = [.. _pending];
            _pending.Clear();
            _running = false;
        }

        foreach (var (plugin, generation, _) in stuck)
            LogNotUnloaded(plugin, generation, Attempts);
    }

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Warning,
        Message = "plugin {Plugin} of generation {Generation} is still in memory after {Attempts} collections: something of it is held (a thread, timer, event or static of another plugin)")]
    private partial void LogNotUnloaded(string plugin, int generation, int attempts);
}
