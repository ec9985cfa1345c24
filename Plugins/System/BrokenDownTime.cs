using Postern.Abstractions.Mfl;
using Postern.Plugins.System.Native;

namespace Postern.Plugins.System;

/// <summary>A moment in a time zone.</summary>
/// <param name="Timestamp">Seconds since 1970 in UTC.</param>
/// <param name="Year">May be negative.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
/// <param name="Hour">0 to 23.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Second">0 to 60.</param>
/// <param name="Weekday">From 0, Sunday.</param>
/// <param name="DayOfYear">From 0.</param>
/// <param name="Offset">Seconds east of UTC.</param>
/// <param name="Zone">The zone's abbreviation.</param>
internal sealed record BrokenDownTime(
    long Timestamp,
    long Year,
    int Month,
    int Day,
    int Hour,
    int Minute,
    int Second,
    int Weekday,
    int DayOfYear,
    long Offset,
    string Zone)
{
    public static BrokenDownTime Utc(long timestamp) =>
        LibC.gmtime_r(timestamp, out var native) == 0 ? throw OutOfRange(timestamp) : From(timestamp, native);

    public static BrokenDownTime Local(long timestamp) =>
        LibC.localtime_r(timestamp, out var native) == 0 ? throw OutOfRange(timestamp) : From(timestamp, native);

    private static BrokenDownTime From(long timestamp, in NativeTime native) => new(
        timestamp,
        native.YearSince1900 + 1900L,
        native.Month + 1,
        native.Day,
        native.Hour,
        native.Minute,
        native.Second,
        native.Weekday,
        native.DayOfYear,
        native.Offset,
        NativeText.Read(native.Zone));

    private static MflException OutOfRange(long timestamp) =>
        new(MflExceptionCode.Range, $"strftime: the year of {timestamp} does not fit its field");
}
