using System.Globalization;
using System.Text;
using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Diagnostics;

/// <summary>The line that a diagnostic is about, with carets below what it names, for people at a terminal.</summary>
public static class SourceExcerpt
{
    /// <summary>Of a longer line the part around the place is shown.</summary>
    private const int WidestLine = 120;

    private const int Before = 60;

    /// <summary>Two lines: the source line with its number, and the carets.</summary>
    /// <param name="place">The place, whose columns count bytes from 1.</param>
    /// <param name="source">The text of the file that it names, a char per byte.</param>
    /// <returns><see langword="null"/> when the place is not in the text, which may have changed.</returns>
    public static string? Of(SourcePlace place, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (LineOf(source, place.Line) is not { } line || place.Column < 1 || place.Column > line.Length + 1)
            return null;
        int from = place.Column - 1;
        int to = place.EndLine > place.Line ? line.Length : Math.Clamp(place.EndColumn, place.Column, Math.Max(line.Length, place.Column));
        int start = line.Length > WidestLine ? Math.Clamp(from - Before, 0, line.Length - WidestLine) : 0;
        int end = Math.Min(line.Length, start + WidestLine);
        to = Math.Clamp(to, from + 1, Math.Max(end, from + 1));
        string number = place.Line.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder().Append("  ").Append(number).Append(" | ");
        foreach (char c in line.AsSpan(start, end - start))
            text.Append(c is < ' ' or '\x7f' ? ' ' : c);
        text.Append('\n').Append(' ', number.Length + 2).Append(" | ")
            .Append(' ', Width(line.AsSpan(start, from - start))).Append('^', Math.Max(1, Width(line.AsSpan(from, Math.Min(to, line.Length) - Math.Min(from, line.Length)))));
        return text.ToString();
    }

    private static string? LineOf(string source, int number)
    {
        int start = 0;
        for (int line = 1; line < number; line++)
        {
            start = source.IndexOf('\n', start) + 1;
            if (start == 0)
                return null;
        }

        int end = source.IndexOf('\n', start);
        return number < 1 ? null : source[start..(end < 0 ? source.Length : end)].TrimEnd('\r');
    }

    /// <summary>How many columns some bytes of UTF-8 take, a column per character.</summary>
    private static int Width(ReadOnlySpan<char> bytes)
    {
        int width = 0;
        foreach (char c in bytes)
            width += (c & 0xC0) == 0x80 ? 0 : 1;
        return width;
    }
}
