using System.Buffers;
using System.Text;

namespace Postern.Milter.Wire;

/// <summary>Makes a filter's texts safe to send: nothing that a filter copies out of a message may end a field, a line or a string early.</summary>
internal static class OutgoingText
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\0\r\n");

    /// <summary>Whether a header field may bear this name: printable ASCII without blank and colon (RFC 5322 section 2.2).</summary>
    public static bool IsFieldName(string name) =>
        name.Length > 0 && name.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && !name.Contains(':', StringComparison.Ordinal);

    /// <summary>
    /// A header value with folds as LF and white space: CR and NUL go, a line break without white space after it gets a tab, and
    /// line breaks at the end go.
    /// </summary>
    public static string HeaderValue(string value)
    {
        if (value.AsSpan().IndexOfAny(Breaks) < 0)
            return value;
        ReadOnlySpan<char> text = value.AsSpan().TrimEnd("\r\n\0");
        var safe = new StringBuilder(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\0' || (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n'))
                continue;
            if (c is not ('\r' or '\n'))
            {
                safe.Append(c);
                continue;
            }

            safe.Append('\n');
            if (i + 1 < text.Length && text[i + 1] is not (' ' or '\t'))
                safe.Append('\t');
        }

        return safe.ToString();
    }

    /// <summary>A text of one line: CR, LF and NUL become blanks.</summary>
    public static string Line(string text)
    {
        if (text.AsSpan().IndexOfAny(Breaks) < 0)
            return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            source.CopyTo(span);
            for (int i = 0; i < span.Length; i++)
            {
                if (span[i] is '\0' or '\r' or '\n')
                    span[i] = ' ';
            }
        });
    }

    /// <summary>The longest line of a header value in bytes, the field's name counted with the first.</summary>
    public static int LongestLine(string name, string value)
    {
        int longest = 0;
        int prefix = name.Length + 2;
        foreach (var range in value.AsSpan().Split('\n'))
        {
            longest = Math.Max(longest, prefix + range.End.Value - range.Start.Value);
            prefix = 0;
        }

        return longest;
    }
}
