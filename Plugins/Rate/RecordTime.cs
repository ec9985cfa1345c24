namespace Postern.Plugins.Rate;

/// <summary>Times of records: seconds or microseconds since 1970.</summary>
internal static class RecordTime
{
    public const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>
    /// Hosts that share a store have clocks that differ a little: one that is behind a record's by no more than this takes the record's time for its own.
    /// Further back it is a clock that was set.
    /// </summary>
    public const long ClockSkewSeconds = 5;

    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeSeconds();

    public static long Seconds(TimeProvider clock) => clock.GetUtcNow().ToUnixTimeSeconds();

    public static long Microseconds(TimeProvider clock) => Microseconds(clock.GetUtcNow());

    public static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time for display; times that no calendar has are its first or last.</summary>
    public static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, First, Last));

    /// <summary>When a record ends; <see langword="null"/> behind the end of the calendar.</summary>
    public static DateTimeOffset? Expiry(Int128 seconds) =>
        seconds > Last ? null : DateTimeOffset.FromUnixTimeSeconds((long)Int128.Max(seconds, First));
}
