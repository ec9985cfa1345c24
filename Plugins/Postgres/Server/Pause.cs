namespace Postern.Plugins.Postgres.Server;

/// <summary>The pauses between attempts: none before the second, as a pooled connection may have been cut long ago, then longer and longer.</summary>
internal sealed class Pause(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private TimeSpan _next;

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var span = _next;
        _next = span == TimeSpan.Zero ? Shortest : TimeSpan.FromTicks(Math.Min(span.Ticks * 2, Longest.Ticks));
        if (span > TimeSpan.Zero)
            await Task.Delay(span * (0.5 + Random.Shared.NextDouble() / 2), time, cancellationToken);
    }

    public void Reset() => _next = TimeSpan.Zero;
}
