namespace Postern.Plugins.Sqlite.Access;

/// <summary>Times as the file keeps them: microseconds since 1970.</summary>
internal static class Instant
{
    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? From(DateTimeOffset? time) => time is { } value ? From(value) : null;

    /// <remarks>A number that is no time is what somebody else has written; it counts as the nearest time.</remarks>
    public static DateTimeOffset? ToTime(long? stamp) => stamp is { } value
        ? DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(value, From(DateTimeOffset.MinValue), From(DateTimeOffset.MaxValue)) * TimeSpan.TicksPerMicrosecond)
        : null;
}
