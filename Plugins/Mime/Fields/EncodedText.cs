using System.Text;
using Postern.Plugins.Mime.Charsets;
using Postern.Plugins.Mime.Codings;

namespace Postern.Plugins.Mime.Fields;

/// <summary>
/// Reads text with encoded words (RFC 2047) as mail programs show it: words may stand anywhere, also within quotes and other words, and hold blanks; a character may be parted
/// between words of one set. What is no word stays as it is.
/// </summary>
internal static class EncodedText
{
    private const int LongestCharset = 64;
    private const string Blanks = " \t\r\n";

    /// <summary>Whether there is anything that looks like an encoded word.</summary>
    public static bool HasWords(string text) => text.Contains("=?", StringComparison.Ordinal);

    /// <summary>Decodes a byte string into a byte string of UTF-8; what is not encoded is kept.</summary>
    public static string Decode(string text)
    {
        if (!HasWords(text))
            return text;
        var result = new StringBuilder(text.Length);
        var pending = new List<byte>();
        string charset = "";
        int at = 0, searched = 0, lastEnd = text.LastIndexOf("?=", StringComparison.Ordinal);
        while (text.IndexOf("=?", searched, StringComparison.Ordinal) is var next && next >= 0 && next < lastEnd)
        {
            if (Read(text.AsSpan(next)) is not { } word)
            {
                searched = next + 2;
                continue;
            }

            // White space between two words is not part of the text (RFC 2047 §6.2).
            ReadOnlySpan<char> between = text.AsSpan(at, next - at);
            bool isNeighbour = charset.Length > 0 && between.Trim(Blanks).IsEmpty;
            if (!isNeighbour || !word.Charset.Equals(charset, StringComparison.OrdinalIgnoreCase))
                Flush(result, charset, pending);
            if (!isNeighbour)
                result.Append(between);
            charset = word.Charset;
            pending.AddRange(word.Bytes);
            at = searched = next + word.Length;
        }

        Flush(result, charset, pending);
        return result.Append(text, at, text.Length - at).ToString();
    }

    private static void Flush(StringBuilder result, string charset, List<byte> bytes)
    {
        byte[] all = [.. bytes];
        result.Append(MailCharset.Find(charset)?.ToUtf8(all) ?? Encoding.Latin1.GetString(all).Replace("\0", "", StringComparison.Ordinal));
        bytes.Clear();
    }

    private static Word? Read(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> head = text[2..Math.Min(text.Length, LongestCharset + 5)];
        int charsetEnd = head.IndexOf('?');
        if (charsetEnd <= 0 || charsetEnd + 2 >= head.Length || head[charsetEnd + 2] != '?')
            return null;
        bool isBase64 = head[charsetEnd + 1] is 'B' or 'b';
        if (!isBase64 && head[charsetEnd + 1] is not ('Q' or 'q'))
            return null;
        int start = 2 + charsetEnd + 3;
        int length = text[start..].IndexOf("?=");
        if (length < 0)
            return null;
        byte[] content = Encoding.Latin1.GetBytes(text.Slice(start, length).ToString());
        return new Word(head[..charsetEnd].ToString(), isBase64 ? ReadBase64(content) : ReadQuoted(content), start + length + 2);
    }

    private static byte[] ReadBase64(byte[] content)
    {
        var run = default(Base64Run);
        var output = new byte[(content.Length / 4 * 3) + 6];
        run.Decode(content, output, out int written);
        written += run.Finish(output.AsSpan(written));
        return output[..written];
    }

    private static byte[] ReadQuoted(byte[] content)
    {
        int written = 0;
        for (int at = 0; at < content.Length; at++)
        {
            byte value = content[at];
            if (value == '=' && at + 2 < content.Length && QuotedPrintableDecoder.Escape(content[at + 1], content[at + 2]) is { } escaped)
            {
                value = escaped;
                at += 2;
            }
            else if (value == '_')
            {
                value = (byte)' ';
            }

            content[written++] = value;
        }

        return content[..written];
    }

    private sealed record Word(string Charset, byte[] Bytes, int Length);
}
