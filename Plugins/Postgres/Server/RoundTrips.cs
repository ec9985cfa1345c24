namespace Postern.Plugins.Postgres.Server;

/// <summary>Counts what goes to the server and back. Thread-safe.</summary>
internal sealed class RoundTrips
{
    private long _made;
    private long _decisions;
    private long _conflicts;

    /// <summary>How often something was sent and its answer awaited.</summary>
    public long Made => Interlocked.Read(ref _made);

    /// <summary>How many calls were answered by them.</summary>
    public long Decisions => Interlocked.Read(ref _decisions);

    /// <summary>How many records were decided on anew, because another host had changed them meanwhile.</summary>
    public long Conflicts => Interlocked.Read(ref _conflicts);

    public void CountTrip() => Interlocked.Increment(ref _made);

    public void CountDecisions(int count) => Interlocked.Add(ref _decisions, count);

    public void CountConflict() => Interlocked.Increment(ref _conflicts);
}
