using System.Globalization;
using Postern.Configuration.Binding;

namespace Postern.Tools.Mfdbtool.CommandLine;

/// <summary>What a sender may send: the argument of <c>--predict</c>.</summary>
/// <param name="Count">Messages.</param>
/// <param name="Interval">In this time.</param>
internal readonly record struct SendingRate(long Count, TimeSpan Interval)
{
    private const string Expected = "a positive number, N/SECONDS or \"N per INTERVAL\" was expected, such as \"180 per 1 minute\"";

    /// <summary>Reads <c>N</c>, <c>N/INTERVAL</c> or <c>N per INTERVAL</c>; an interval may be a unit alone.</summary>
    public static bool TryParse(string text, out SendingRate rate, out string problem)
    {
        rate = default;
        problem = $"--predict={text}: {Expected}";
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int digits = rest.IndexOfAnyExceptInRange('0', '9');
        if (digits < 0)
            digits = rest.Length;
        if (!long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out long count) || count == 0)
            return false;
        rest = rest[digits..].Trim();
        if (rest.IsEmpty)
        {
            rate = new SendingRate(count, TimeSpan.FromSeconds(1));
            return true;
        }

        rest = rest.StartsWith("per ", StringComparison.Ordinal) ? rest[4..] : rest[0] == '/' ? rest[1..] : "";
        rest = rest.Trim();
        if (rest.IsEmpty)
            return false;
        string interval = char.IsAsciiDigit(rest[0]) ? rest.ToString() : $"1 {rest}";
        if (!TimeInterval.TryParse(interval, out TimeSpan span, out string wrong))
        {
            problem = $"--predict={text}: {wrong}";
            return false;
        }

        rate = new SendingRate(count, span);
        return span > TimeSpan.Zero;
    }
}
