namespace Postern.Milter.Session;

/// <summary>
/// A clock that costs a memory read: the server's sweep sets it once a second. Deadlines are made with one tick more, so that
/// nothing ends early.
/// </summary>
internal sealed class CoarseClock(TimeProvider time)
{
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>A deadline that never comes.</summary>
    public const long Never = long.MaxValue;

    private readonly long _start = time.GetTimestamp();
    private long _now;

    /// <summary>Milliseconds since the clock was made.</summary>
    public long Now => Volatile.Read(ref _now);

    public void Update() => Volatile.Write(ref _now, (long)time.GetElapsedTime(_start).TotalMilliseconds);

    public long After(TimeSpan span) => span <= TimeSpan.Zero || span == Timeout.InfiniteTimeSpan
        ? Never
        : Now + (long)span.TotalMilliseconds + (long)Tick.TotalMilliseconds;
}
