using System.Globalization;

namespace Postern.Plugins.Databases.Configuration;

/// <summary>Time intervals of the configuration file (manual, node "conf-types"): <c>1 hour 30 minutes</c>, <c>90</c>, <c>2h5m</c>.</summary>
internal static class TimeText
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366 * 100);

    /// <summary>Reads pairs of a number and a unit; a number alone counts seconds. <see langword="false"/>: it is none, or longer than a hundred years.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan interval)
    {
        interval = TimeSpan.Zero;
        var rest = text.Trim();
        if (rest.IsEmpty)
            return false;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : rest.Length;
            if (!long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..].TrimStart();
            var letters = rest.IndexOfAnyExceptInRange('a', 'z') is >= 0 and var stop ? stop : rest.Length;
            var seconds = Unit(rest[..letters]);
            rest = rest[letters..].TrimStart(" \t\n,");
            if (seconds == 0 || number > (Longest - interval).TotalSeconds / seconds)
                return false;
            interval += TimeSpan.FromSeconds(number * seconds);
        }

        return true;
    }

    private static long Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "" or "s" or "sec" or "secs" or "second" or "seconds" => 1,
        "m" or "min" or "mins" or "minute" or "minutes" => 60,
        "h" or "hour" or "hours" => 3600,
        "d" or "day" or "days" => 86_400,
        "w" or "week" or "weeks" => 7 * 86_400,
        "month" or "months" => 30 * 86_400,
        "y" or "year" or "years" => 365 * 86_400,
        _ => 0,
    };
}
