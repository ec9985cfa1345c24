using System.Globalization;

namespace Postern.Plugins.Text;

/// <summary>IPv4 addresses as C's inet_aton reads them: one to four numbers, decimal, octal or hexadecimal, the last filling what is left.</summary>
internal static class DottedAddress
{
    public static bool TryParse(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        // inet_aton stops at white space.
        var end = text.IndexOfAny(CharacterClasses.Space);
        if (end > 0)
            text = text[..end];
        for (var part = 0; part < 4; part++)
        {
            var dot = part < 3 ? text.IndexOf('.') : -1;
            if (!TryNumber(dot < 0 ? text : text[..dot], out var value))
                return false;
            if (dot < 0)
            {
                number = (number << (8 * (4 - part))) | value;
                return value < 1L << (8 * (4 - part));
            }

            if (value > byte.MaxValue)
                return false;
            number = (number << 8) | value;
            text = text[(dot + 1)..];
        }

        return false;
    }

    /// <summary>Four decimal octets and nothing else.</summary>
    public static bool IsStrict(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (part.Length is 0 or > 3 || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return false;
            parts++;
        }

        return parts == 4;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= uint.MaxValue;
        if (text.IsEmpty || text[0] != '0')
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        foreach (var digit in text)
        {
            if (digit is < '0' or > '7' || value > uint.MaxValue)
                return false;
            value = (value << 3) | (uint)(digit - '0');
        }

        return true;
    }
}
