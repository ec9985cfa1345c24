using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Plugins.System.Native;

namespace Postern.Plugins.System;

/// <summary>The clock (manual, node "Time Functions" and "System Functions").</summary>
[PluginExport(typeof(IMflModule), "time")]
public sealed class TimeFunctions : IMflModule
{
    /// <summary>Reads the time zone of the host.</summary>
    public TimeFunctions() => LibC.tzset();

    /// <summary>Seconds since 1970 in UTC.</summary>
    [MflFunction("time", NonBlocking = true)]
    public static long Now(MflContext context) => context.Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A moment in words, as strftime(3) writes it in the C locale. Unknown conversions stay as they are.</summary>
    /// <param name="format">Text with conversions, in which a width counts up to 1024.</param>
    /// <param name="timestamp">Seconds since 1970 in UTC.</param>
    /// <param name="gmt">In UTC instead of the local zone.</param>
    /// <exception cref="MflException"><c>e_range</c>: the year does not fit 32 bits.</exception>
    [MflFunction("strftime", NonBlocking = true, Raises = "e_range")]
    public static string Format(string format, long timestamp, bool gmt = false) =>
        new CalendarFormatter(gmt ? BrokenDownTime.Utc(timestamp) : BrokenDownTime.Local(timestamp)).Format(format);

    /// <summary>Waits. A negative time is none at all.</summary>
    /// <exception cref="MflException"><c>e_range</c>: longer than 24 days.</exception>
    [MflFunction("sleep", Raises = "e_range")]
    public static async ValueTask Sleep(MflContext context, long seconds, long microseconds = 0)
    {
        var longest = TimeSpan.FromMilliseconds(int.MaxValue);
        if (seconds > longest.TotalSeconds || microseconds > longest.TotalMicroseconds)
            throw new MflException(MflExceptionCode.Range, $"sleep: a time of {seconds} s and {microseconds} us is too long; the longest is {(long)longest.TotalSeconds} s");
        var time = TimeSpan.FromMicroseconds((double)(Math.Max(seconds, 0) * 1_000_000) + Math.Max(microseconds, 0));
        await Task.Delay(time < longest ? time : longest, context.Time, context.CancellationToken);
    }
}
