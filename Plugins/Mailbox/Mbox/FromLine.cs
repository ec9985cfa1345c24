using System.Buffers;
using System.Globalization;

namespace Postern.Plugins.Mailbox.Mbox;

/// <summary>
/// The line before each message of an mbox (RFC 4155):
/// <c>"From " [sender SP] WWW SP MMM SP DD SP HH:MM[:SS] [SP zone] SP YYYY [SP offset] [SP "remote from" SP host]</c>.
/// </summary>
internal static class FromLine
{
    /// <summary>A line that is longer begins no message.</summary>
    public const int MostBytes = 1024;

    private const int ShortestDate = 21;
    private const int LongestZone = 5;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Whether a line, without its end, is one.</summary>
    public static bool IsOne(ReadOnlySpan<byte> line)
    {
        if (line.Length > MostBytes || !line.StartsWith("From "u8))
            return false;
        for (var i = 5; i + ShortestDate <= line.Length; i++)
        {
            if (line[i - 1] == ' ' && IsDate(line[i..]))
                return true;
        }

        return false;
    }

    /// <summary>Whether a line of a message must not stand in an mbox as it is: it begins one, or was quoted before.</summary>
    public static bool NeedsQuote(ReadOnlySpan<byte> line) => line.TrimStart((byte)'>').StartsWith("From "u8);

    /// <summary>Writes one, without its end.</summary>
    /// <param name="sender">The address; what cannot stand there becomes <c>MAILER-DAEMON</c>.</param>
    /// <param name="time">When the message came.</param>
    public static string Write(string sender, DateTimeOffset time)
    {
        const int LongestSender = 512;
        var name = sender.Length is 0 or > LongestSender || sender.Any(static c => c is < ' ' or '\x7f') ? "MAILER-DAEMON" : sender;
        return string.Create(CultureInfo.InvariantCulture, $"From {name} {time.UtcDateTime:ddd MMM} {time.UtcDateTime.Day,2} {time.UtcDateTime:HH':'mm':'ss yyyy}");
    }

    private static bool IsDate(ReadOnlySpan<byte> text)
    {
        if (!HasShape(text, "aaa aaa _0 00:00"u8))
            return false;
        var rest = text[16..];
        if (HasShape(rest, ":00"u8))
            rest = rest[3..];
        return IsYear(rest) || (ZoneLength(rest) is > 0 and var length && IsYear(rest[length..]));
    }

    private static bool IsYear(ReadOnlySpan<byte> text)
    {
        if (!HasShape(text, " 0000"u8))
            return false;
        var rest = text[5..];
        if (HasShape(rest, " +0000"u8))
            rest = rest[6..];
        return rest.IsEmpty || rest.StartsWith(" remote from "u8);
    }

    // The length of a zone, letters or an offset, with the blank before it.
    private static int ZoneLength(ReadOnlySpan<byte> text)
    {
        if (HasShape(text, " +0000"u8))
            return 6;
        if (text is not [(byte)' ', ..])
            return 0;
        var end = text[1..].IndexOf((byte)' ') + 1;
        return end is > 1 and <= LongestZone + 1 && !text[1..end].ContainsAnyExcept(Letters) ? end : 0;
    }

    // What the signs of a shape stand for: a letter (a), a digit (0), a digit or blank (_), a plus or minus (+), or themselves.
    private static bool HasShape(ReadOnlySpan<byte> text, ReadOnlySpan<byte> shape)
    {
        if (text.Length < shape.Length)
            return false;
        for (var i = 0; i < shape.Length; i++)
        {
            var fits = shape[i] switch
            {
                (byte)'a' => Letters.Contains(text[i]),
                (byte)'0' => char.IsAsciiDigit((char)text[i]),
                (byte)'_' => text[i] == ' ' || char.IsAsciiDigit((char)text[i]),
                (byte)'+' => text[i] is (byte)'+' or (byte)'-',
                var sign => text[i] == sign,
            };
            if (!fits)
                return false;
        }

        return true;
    }
}
