using System.Globalization;

namespace Postern.Mfl.Runtime;

/// <summary>The conversions of the language: those of C's <c>strtol</c> with base 0 (octal, hexadecimal, leading blanks).</summary>
internal static class MflConversion
{
    /// <summary>Reads a string as a number; an empty one is 0.</summary>
    public static NumberScan Scan(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return new NumberScan(0, -1, false);
        int i = 0;
        while (i < text.Length && text[i] is ' ' or >= '\t' and <= '\r')
            i++;
        bool negative = i < text.Length && text[i] == '-';
        if (i < text.Length && text[i] is '-' or '+')
            i++;
        int radix = ReadPrefix(text, ref i);
        int digits = i;
        ulong value = 0;
        bool overflow = false;
        for (; i < text.Length && DigitOf(text[i]) < radix; i++)
        {
            ulong digit = (ulong)DigitOf(text[i]);
            overflow |= value > (ulong.MaxValue - digit) / (ulong)radix;
            value = unchecked((value * (ulong)radix) + digit);
        }

        if (i < text.Length || i == digits)
        {
            // Without a digit nothing was read, not even the blanks.
            return new NumberScan(0, i == digits ? 0 : i, false);
        }

        ulong limit = negative ? 1UL << 63 : long.MaxValue;
        overflow |= value > limit;
        value = overflow ? limit : value;
        return new NumberScan(negative ? unchecked((long)(0 - value)) : (long)value, -1, overflow);
    }

    /// <summary>The decimal form.</summary>
    public static string ToText(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static int ReadPrefix(ReadOnlySpan<char> text, ref int i)
    {
        if (i >= text.Length || text[i] != '0')
            return 10;
        if (i + 2 < text.Length && text[i + 1] is 'x' or 'X' && DigitOf(text[i + 2]) < 16)
        {
            i += 2;
            return 16;
        }

        return 8;
    }

    private static int DigitOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => int.MaxValue,
    };
}
