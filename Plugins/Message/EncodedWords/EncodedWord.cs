namespace Postern.Plugins.Message.EncodedWords;

/// <summary>One encoded word, <c>=?charset?encoding?text?=</c> (RFC 2047 §2).</summary>
/// <param name="Charset">The name of the character set.</param>
/// <param name="Bytes">What the text stands for.</param>
/// <param name="Length">How many characters it takes.</param>
internal sealed record EncodedWord(string Charset, byte[] Bytes, int Length)
{
    /// <summary>Reads a word at the beginning of a text.</summary>
    /// <returns><see langword="null"/>: what begins like one is none.</returns>
    public static EncodedWord? Read(ReadOnlySpan<char> text)
    {
        int charsetEnd = text[2..].IndexOf('?') + 2;
        if (charsetEnd < 2 || charsetEnd + 2 >= text.Length || text[charsetEnd + 2] != '?')
            return null;
        int start = charsetEnd + 3;
        int length = text[start..].IndexOf("?=");
        if (length < 0)
            return null;
        ReadOnlySpan<char> content = text.Slice(start, length);
        byte[]? bytes = text[charsetEnd + 1] switch
        {
            'Q' or 'q' => ReadQuoted(content),
            'B' or 'b' => ReadBase64(content),
            _ => null,
        };
        return bytes is null ? null : new EncodedWord(text[2..charsetEnd].ToString(), bytes, start + length + 2);
    }

    // A sign that stands for no byte is left out with what follows it, as mail readers differ in what they make of it.
    private static byte[] ReadQuoted(ReadOnlySpan<char> text)
    {
        var result = new List<byte>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c != '=')
                result.Add(c == '_' ? (byte)' ' : (byte)c);
            else if (i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                result.Add(System.Convert.ToByte(text.Slice(i + 1, 2).ToString(), 16));
                i += 2;
            }
            else if (i + 1 < text.Length && text[i + 1] is '\n' or '\r')
                i++;
            else
                break;
        }

        return [.. result];
    }

    private static byte[] ReadBase64(ReadOnlySpan<char> text)
    {
        var result = new List<byte>(text.Length);
        int bits = 0;
        int count = 0;
        foreach (char c in text)
        {
            int value = c switch
            {
                >= 'A' and <= 'Z' => c - 'A',
                >= 'a' and <= 'z' => c - 'a' + 26,
                >= '0' and <= '9' => c - '0' + 52,
                '+' => 62,
                '/' => 63,
                _ => -1,
            };
            if (value < 0)
                continue;
            bits = ((bits << 6) | value) & 0xFFFFFF;
            count += 6;
            if (count < 8)
                continue;
            count -= 8;
            result.Add((byte)(bits >> count));
        }

        return [.. result];
    }
}
