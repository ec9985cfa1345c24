using Postern.Abstractions.Milter;

namespace Postern.Daemon.Hosting;

/// <summary>
/// A filter with all that it uses. Sessions hold leases; a generation that a reload has replaced closes with its last one.
/// Thread-safe.
/// </summary>
/// <param name="number">Counts the generations of this process from 1.</param>
/// <param name="engine">The filter.</param>
/// <param name="closeAsync">Frees what the filter uses; called once, by no session's thread.</param>
internal sealed class FilterGeneration(int number, IFilterEngine engine, Func<Task> closeAsync)
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sessions, and one for the host until it retires the generation; 0 is final.</summary>
    private int _leases = 1;
    private int _retired;

    public int Number { get; } = number;

    public IFilterEngine Engine { get; } = engine;

    /// <summary>Completes when the last session has ended and all that the filter used is gone.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Keeps the generation open; <see langword="false"/> when it has closed.</summary>
    public bool TryAcquire()
    {
        int leases = Volatile.Read(ref _leases);
        while (leases > 0)
        {
            int seen = Interlocked.CompareExchange(ref _leases, leases + 1, leases);
            if (seen == leases)
                return true;
            leases = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _leases) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static generation => _ = generation.CloseAsync(), this, preferLocal: false);
    }

    /// <summary>New sessions get another generation.</summary>
    public void Retire()
    {
        if (Interlocked.Exchange(ref _retired, 1) == 0)
            Release();
    }

    private async Task CloseAsync()
    {
        try
        {
            await closeAsync();
        }
        finally
        {
            _closed.SetResult();
        }
    }
}
