namespace Postern.Plugins.System;

/// <summary>One conversion of a strftime format: <c>% flags width modifier conversion</c>.</summary>
/// <param name="Padding"><c>_</c>, <c>-</c>, <c>0</c>, or NUL for the conversion's own.</param>
/// <param name="UpperCase">The flag <c>^</c>.</param>
/// <param name="SwapCase">The flag <c>#</c>.</param>
/// <param name="Width">The least number of bytes; -1 for the conversion's own.</param>
/// <param name="Modifier"><c>E</c>, <c>O</c>, or NUL.</param>
/// <param name="Conversion">The letter; NUL at the end of the format.</param>
/// <param name="Length">How many bytes of the format it takes.</param>
internal readonly record struct CalendarDirective(
    char Padding, bool UpperCase, bool SwapCase, int Width, char Modifier, char Conversion, int Length)
{
    /// <summary>Wider than any sane field; a format must not ask for gigabytes.</summary>
    public const int LargestWidth = 1024;

    /// <summary>Reads the directive at the start of <paramref name="format"/>, which is a percent sign.</summary>
    public static CalendarDirective Read(ReadOnlySpan<char> format)
    {
        var at = 1;
        var padding = '\0';
        var upper = false;
        var swap = false;
        for (; at < format.Length && format[at] is '_' or '-' or '0' or '^' or '#'; at++)
        {
            if (format[at] == '^')
                upper = true;
            else if (format[at] == '#')
                swap = true;
            else
                padding = format[at];
        }

        var width = -1;
        for (; at < format.Length && char.IsAsciiDigit(format[at]); at++)
            width = Math.Min((Math.Max(width, 0) * 10) + format[at] - '0', LargestWidth);
        var modifier = at < format.Length && format[at] is 'E' or 'O' ? format[at++] : '\0';
        var conversion = at < format.Length ? format[at++] : '\0';
        return new CalendarDirective(padding, upper, swap, width, modifier, conversion, at);
    }

    /// <summary>Whether the modifier may stand before the conversion.</summary>
    public bool IsKnown => Modifier switch
    {
        'E' => !"aAbBhDdeFgGHIjklmMSUVwW".Contains(Conversion, StringComparison.Ordinal),
        'O' => !"aAcDFxXY".Contains(Conversion, StringComparison.Ordinal),
        _ => true,
    };
}
