namespace Postern.Configuration.Options;

/// <summary>The <c>workers</c> block (ours): the threads on which handlers run that may block or loop, and how long things may take.</summary>
public sealed record WorkerConfiguration
{
    /// <summary>The most threads (<c>max-threads</c>); 0 for the sum of the listeners' <c>max-instances</c>, or the host's default.</summary>
    public int MaxThreads { get; init; }

    /// <summary>Handlers that may wait for a thread (<c>queue-length</c>).</summary>
    public int QueueLength { get; init; } = 1000;

    /// <summary>How long a handler may wait for a thread (<c>queue-timeout</c>) before its message is tempfailed.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a handler may run (<c>busy-timeout</c>) before it is aborted and its message tempfailed.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(240);

    /// <summary>How long sessions may take to finish when the daemon is told to stop (<c>drain-timeout</c>).</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
