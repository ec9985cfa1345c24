namespace Postern.Daemon.Workers;

/// <summary>The bounds of a <see cref="WorkerPool"/>.</summary>
internal sealed record WorkerPoolOptions
{
    /// <summary>The most threads.</summary>
    public int MaxThreads { get; init; } = 256;

    /// <summary>The most handlers that wait for a thread.</summary>
    public int QueueLength { get; init; } = 1000;

    /// <summary>How long one waits.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a thread without work stays.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
