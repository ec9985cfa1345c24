using System.Text;

namespace Postern.Plugins.Message.EncodedWords;

/// <summary>Writes a text as encoded words, each at most 75 characters long (RFC 2047 §2), folded.</summary>
internal static class EncodedWordWriter
{
    private const int MaxLength = 75;
    private const string Hexadecimal = "0123456789ABCDEF";

    /// <summary>Writes words.</summary>
    /// <param name="text">The bytes, in the character set.</param>
    /// <param name="charset">Its name.</param>
    /// <param name="isBase64">The encoding: B, else Q.</param>
    public static string Write(string text, string charset, bool isBase64)
    {
        string head = $"=?{charset}?{(isBase64 ? 'B' : 'Q')}?";
        int room = Math.Max(1, MaxLength - head.Length - 2);
        bool isUtf8 = charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        var result = new StringBuilder();
        for (int at = 0; at < text.Length;)
        {
            int end = isBase64 ? Base64End(text, at, room) : QuotedEnd(text, at, room);
            end = isUtf8 ? CharacterEnd(text, at, end) : end;
            if (at > 0)
                result.Append("\n ");
            result.Append(head);
            if (isBase64)
                result.Append(System.Convert.ToBase64String(Encoding.Latin1.GetBytes(text, at, end - at)));
            else
                AppendQuoted(result, text.AsSpan(at, end - at));
            result.Append("?=");
            at = end;
        }

        return result.ToString();
    }

    private static int Base64End(string text, int at, int room) => Math.Min(text.Length, at + Math.Max(1, room / 4 * 3));

    private static int QuotedEnd(string text, int at, int room)
    {
        int end = at;
        while (end < text.Length && (room -= WidthOf(text[end])) >= 0)
            end++;
        return Math.Max(end, at + 1);
    }

    // A character must not be parted (RFC 2047 §5).
    private static int CharacterEnd(string text, int at, int end)
    {
        int whole = end;
        while (whole < text.Length && whole > at && (text[whole] & 0xC0) == 0x80)
            whole--;
        return whole > at ? whole : end;
    }

    private static int WidthOf(char c) => IsPlain(c) || c == ' ' ? 1 : 3;

    private static bool IsPlain(char c) => c is > ' ' and < '\x7f' and not ('=' or '?' or '_');

    private static void AppendQuoted(StringBuilder result, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (IsPlain(c))
                result.Append(c);
            else if (c == ' ')
                result.Append('_');
            else
                result.Append('=').Append(Hexadecimal[c >> 4]).Append(Hexadecimal[c & 15]);
        }
    }
}
