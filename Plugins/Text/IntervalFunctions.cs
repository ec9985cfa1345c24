using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text;

/// <summary>Time intervals in words (manual, appendix "Time Interval Specification").</summary>
[PluginExport(typeof(IMflModule), "interval")]
public sealed class IntervalFunctions : IMflModule
{
    private const long Day = 24 * 60 * 60;

    private static readonly (string Name, long Seconds)[] Units =
    [
        ("seconds", 1), ("minutes", 60), ("hours", 60 * 60), ("days", Day), ("weeks", 7 * Day), ("months", 30 * Day), ("years", 365 * Day),
    ];

    /// <summary>
    /// The seconds of an interval such as <c>1 hour 35 minutes</c>: pairs of a number and a unit (<c>second minute hour day week month year</c>, with or
    /// without <c>s</c>, or a leading part; <c>m</c> means minutes; a month has 30 days, a year 365). A last number without a unit means seconds.
    /// </summary>
    /// <exception cref="MflException"><c>e_invtime</c>: the text is something else, or longer than a 64-bit number of seconds.</exception>
    [MflFunction("interval", NonBlocking = true, Pure = true, Raises = "e_invtime")]
    public static long Interval(string text)
    {
        var total = 0L;
        var rest = text.AsSpan().TrimStart();
        while (!rest.IsEmpty)
        {
            var start = rest;
            var number = Take(ref rest, static (c, i) => char.IsAsciiDigit(c) || (i == 0 && c is '-' or '+'));
            if (!long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
                || (!rest.IsEmpty && !char.IsWhiteSpace(rest[0])))
            {
                throw Unrecognized(number.Length == 0 || !char.IsAsciiDigit(number[^1]) ? start : rest);
            }

            rest = rest.TrimStart();
            var seconds = 1L;
            if (!rest.IsEmpty)
            {
                var words = rest;
                seconds = UnitOf(Take(ref rest, static (c, _) => !char.IsWhiteSpace(c))) ?? throw Unrecognized(words);
                rest = rest.TrimStart();
            }

            try
            {
                total = checked(total + (count * seconds));
            }
            catch (OverflowException)
            {
                throw Unrecognized(start);
            }
        }

        return total;
    }

    private static long? UnitOf(ReadOnlySpan<char> word)
    {
        foreach (var (name, seconds) in Units)
        {
            if (name.AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return seconds;
        }

        return null;
    }

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> rest, Func<char, int, bool> belongs)
    {
        var length = 0;
        while (length < rest.Length && belongs(rest[length], length))
            length++;
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private static MflException Unrecognized(ReadOnlySpan<char> rest) =>
        new(MflExceptionCode.InvalidTime, $"interval: unrecognized time format (near `{rest}')");
}
