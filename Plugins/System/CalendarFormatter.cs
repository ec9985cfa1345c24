using System.Globalization;
using System.Text;

namespace Postern.Plugins.System;

/// <summary>
/// strftime(3) of the C locale, with the flags and the width of the GNU C library. What is no conversion stands in the result as it is.
/// </summary>
internal sealed class CalendarFormatter(BrokenDownTime time)
{
    private static readonly string[] Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    public string Format(string format)
    {
        var result = new StringBuilder(format.Length * 2);
        Append(result, format);
        return result.ToString();
    }

    private void Append(StringBuilder result, ReadOnlySpan<char> format)
    {
        while (!format.IsEmpty)
        {
            var percent = format.IndexOf('%');
            if (percent < 0)
            {
                result.Append(format);
                return;
            }

            result.Append(format[..percent]);
            format = format[percent..];
            var directive = CalendarDirective.Read(format);
            if (!directive.IsKnown || !(Number(result, directive) || Text(result, directive) || Composite(result, directive)))
                Pad(result, directive, directive.UpperCase || directive is { SwapCase: true, Conversion: 'b' or 'B' or 'h' } ? Upper(format[..directive.Length].ToString()) : format[..directive.Length].ToString());
            format = format[directive.Length..];
        }
    }

    private bool Number(StringBuilder result, CalendarDirective directive)
    {
        (long Value, int Digits)? field = directive.Conversion switch
        {
            'C' => (Math.DivRem(time.Year, 100) is var (century, rest) && rest < 0 ? century - 1 : century, 1),
            'd' => (time.Day, 2),
            'g' => (Mod(IsoWeek().Year, 100), 2),
            'G' => (IsoWeek().Year, 1),
            'H' => (time.Hour, 2),
            'I' => (Hour12, 2),
            'j' => (time.DayOfYear + 1, 3),
            'm' => (time.Month, 2),
            'M' => (time.Minute, 2),
            'S' => (time.Second, 2),
            'u' => (Mod(time.Weekday - 1, 7) + 1, 1),
            'U' => ((time.DayOfYear - time.Weekday + 7) / 7, 2),
            'V' => (IsoWeek().Week, 2),
            'w' => (time.Weekday, 1),
            'W' => ((time.DayOfYear - (int)Mod(time.Weekday - 1, 7) + 7) / 7, 2),
            'y' => (Mod(time.Year, 100), 2),
            'Y' => (time.Year, 1),
            _ => null,
        };
        if (field is { } number)
            PadNumber(result, directive, number.Value, number.Digits, directive.Padding);
        else if (directive.Conversion is 'e' or 'k' or 'l')
            PadNumber(result, directive, directive.Conversion switch { 'e' => time.Day, 'k' => time.Hour, _ => Hour12 }, 2, directive.Padding is '\0' ? '_' : directive.Padding);
        else
            return false;
        return true;
    }

    private bool Text(StringBuilder result, CalendarDirective directive)
    {
        var halfDay = time.Hour >= 12 ? "PM" : "AM";
        var text = directive.Conversion switch
        {
            '%' => "%",
            's' => time.Timestamp.ToString(CultureInfo.InvariantCulture),
            'n' => "\n",
            't' => "\t",
            'a' => Weekdays[time.Weekday][..3],
            'A' => Weekdays[time.Weekday],
            'b' or 'h' => Months[time.Month - 1][..3],
            'B' => Months[time.Month - 1],
            'p' => directive.SwapCase ? halfDay.ToLowerInvariant() : halfDay,
            'P' => halfDay.ToLowerInvariant(),
            'Z' => directive.SwapCase ? time.Zone.ToLowerInvariant() : time.Zone,
            _ => null,
        };
        if (text is null)
            return false;
        var upper = directive.Conversion is not 'P' and not 'Z' and not 'p' ? directive.UpperCase || directive.SwapCase : directive is { UpperCase: true, SwapCase: false, Conversion: not 'P' };
        Pad(result, directive, upper ? Upper(text) : text);
        return true;
    }

    private bool Composite(StringBuilder result, CalendarDirective directive)
    {
        if (directive.Conversion == 'z')
        {
            Offset(result, directive);
            return true;
        }

        var format = directive.Conversion switch
        {
            'c' => "%a %b %e %H:%M:%S %Y",
            'x' or 'D' => "%m/%d/%y",
            'X' or 'T' => "%H:%M:%S",
            'r' => "%I:%M:%S %p",
            'R' => "%H:%M",
            'F' => "%Y-%m-%d",
            _ => null,
        };
        if (format is null)
            return false;
        var text = Format(format);
        Pad(result, directive, directive.UpperCase ? Upper(text) : text);
        return true;
    }

    // As the C library has it, both the sign and the digits are padded.
    private void Offset(StringBuilder result, CalendarDirective directive)
    {
        var minutes = Math.Abs(time.Offset) / 60;
        Pad(result, directive, time.Offset < 0 ? "-" : "+");
        PadNumber(result, directive, (minutes / 60 * 100) + (minutes % 60), 4, directive.Padding);
    }

    private static void PadNumber(StringBuilder result, CalendarDirective directive, long value, int digits, char padding)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        var width = Math.Max(directive.Width, digits);
        if (padding == '-')
            Pad(result, directive, text);
        else if (padding == '_')
            result.Append(text.PadLeft(width));
        else if (value < 0)
            result.Append('-').Append(text[1..].PadLeft(width - 1, '0'));
        else
            result.Append(text.PadLeft(width, '0'));
    }

    private static void Pad(StringBuilder result, CalendarDirective directive, string text) =>
        result.Append(text.PadLeft(Math.Max(directive.Width, 0), directive.Padding == '0' ? '0' : ' '));

    private static string Upper(string text) =>
        string.Create(text.Length, text, static (result, source) =>
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = char.IsAsciiLetterLower(source[i]) ? (char)(source[i] - 0x20) : source[i];
        });

    private int Hour12 => time.Hour % 12 == 0 ? 12 : time.Hour % 12;

    // ISO 8601 §3.28: week 1 is the one with the year's first Thursday.
    private (long Year, int Week) IsoWeek()
    {
        var week = (time.DayOfYear - (int)Mod(time.Weekday - 1, 7) + 10) / 7;
        if (week < 1)
            return (time.Year - 1, WeeksOf(time.Year - 1));
        return week > WeeksOf(time.Year) ? (time.Year + 1, 1) : (time.Year, week);
    }

    private static int WeeksOf(long year)
    {
        static long LastWeekday(long year) => Mod(year + Floor(year, 4) - Floor(year, 100) + Floor(year, 400), 7);
        return LastWeekday(year) == 4 || LastWeekday(year - 1) == 3 ? 53 : 52;
    }

    private static long Floor(long value, long divisor) => (value - Mod(value, divisor)) / divisor;

    private static long Mod(long value, long divisor) => ((value % divisor) + divisor) % divisor;
}
