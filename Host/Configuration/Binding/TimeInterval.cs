using System.Globalization;

namespace Postern.Configuration.Binding;

/// <summary>The time interval specification of manual node <c>conf-types</c>: <c>1 hour 30 minutes</c>, <c>90</c>, <c>2h5m</c>.</summary>
public static class TimeInterval
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366 * 100);

    /// <summary>Reads an interval.</summary>
    /// <param name="text">Pairs of a number and a unit in any order; a number without a unit counts seconds.</param>
    /// <param name="interval">Their sum.</param>
    /// <param name="problem">What is wrong, when the result is <see langword="false"/>.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan interval, out string problem)
    {
        interval = TimeSpan.Zero;
        problem = "";
        ReadOnlySpan<char> rest = text.Trim();
        if (rest.IsEmpty)
        {
            problem = "expected a time interval such as `30 seconds', found nothing";
            return false;
        }

        while (!rest.IsEmpty)
        {
            int digits = Count(rest, char.IsAsciiDigit);
            if (digits == 0 || !long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                problem = $"expected a number in the time interval, found `{rest}'";
                return false;
            }

            rest = rest[digits..].TrimStart();
            int letters = Count(rest, char.IsAsciiLetter);
            if (!TryUnit(rest[..letters], out long seconds))
            {
                problem = $"unrecognized time unit `{rest[..letters]}'; expected seconds, minutes, hours, days, weeks, months or years";
                return false;
            }

            rest = rest[letters..].TrimStart(" \t\n,");
            if (number > (Longest - interval).TotalSeconds / seconds)
            {
                problem = $"the time interval `{text}' is longer than a hundred years";
                return false;
            }

            interval += TimeSpan.FromSeconds(number * seconds);
        }

        return true;
    }

    private static int Count(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        int count = 0;
        while (count < text.Length && belongs(text[count]))
            count++;
        return count;
    }

    private static bool TryUnit(ReadOnlySpan<char> unit, out long seconds)
    {
        seconds = unit switch
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
        return seconds > 0;
    }
}
