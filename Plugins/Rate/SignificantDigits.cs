using System.Globalization;

namespace Postern.Plugins.Rate;

/// <summary>Numbers as C's <c>%.3g</c> writes them, to the digit.</summary>
internal static class SignificantDigits
{
    private const int Digits = 3;

    /// <summary>So many digits that a number that lies between two of three digits is told from one beside it.</summary>
    private const string Exact = "E60";

    /// <summary>Writes a number above zero.</summary>
    public static string Three(double value)
    {
        if (double.IsInfinity(value))
            return "inf";

        // D.DDD...E+XXX, rounded half to even as C does it; the framework rounds half up.
        string text = value.ToString(Exact, CultureInfo.InvariantCulture);
        int mark = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int digits = int.Parse($"{text[0]}{text[2..(Digits + 1)]}", CultureInfo.InvariantCulture);
        ReadOnlySpan<char> rest = text.AsSpan((Digits + 1)..mark);
        int half = rest[0] == '5' && rest[1..].IndexOfAnyExcept('0') < 0 ? digits % 2 : rest[0] >= '5' ? 1 : 0;
        digits += half;
        if (digits == 1000)
            (digits, exponent) = (100, exponent + 1);
        return exponent is < -4 or >= Digits ? Scientific(digits, exponent) : Fixed(digits, exponent);
    }

    private static string Scientific(int digits, int exponent)
    {
        string mantissa = (digits / 100m).ToString("0.##", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Fixed(int digits, int exponent)
    {
        decimal value = digits;
        for (int shift = exponent - (Digits - 1); shift < 0; shift++)
            value /= 10;
        return value.ToString("0.######", CultureInfo.InvariantCulture);
    }
}
