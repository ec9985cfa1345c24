using System.Text;

namespace Postern.Plugins.Message.EncodedWords;

/// <summary>Character sets by their names in mail, as the base library knows them.</summary>
internal static class Charset
{
    /// <param name="name">The name; what follows an asterisk is a language (RFC 2231 §5).</param>
    /// <returns><see langword="null"/>: there is no such set.</returns>
    public static Encoding? Find(string name)
    {
        int language = name.IndexOf('*', StringComparison.Ordinal);
        if (language >= 0)
            name = name[..language];
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, new InvalidByteFallback())
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, new InvalidByteFallback());
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Converts bytes; what is no character, and what the other set lacks, is written as <c>\ooo</c>, byte by byte.</summary>
    public static string Convert(Encoding from, Encoding to, byte[] bytes)
    {
        if (from.CodePage == to.CodePage)
            return Encoding.Latin1.GetString(bytes);
        var result = new StringBuilder(bytes.Length);
        foreach (Rune rune in from.GetString(bytes).EnumerateRunes())
        {
            if (InvalidByteFallback.ByteOf(rune) is { } invalid)
                AppendOctal(result, [invalid]);
            else if (Encode(to, rune) is { } encoded)
                result.Append(Encoding.Latin1.GetString(encoded));
            else
                AppendOctal(result, from.GetBytes(rune.ToString()));
        }

        return result.ToString();
    }

    private static byte[]? Encode(Encoding to, Rune rune)
    {
        try
        {
            return to.GetBytes(rune.ToString());
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    private static void AppendOctal(StringBuilder result, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            result.Append('\\').Append(System.Convert.ToString(value, 8).PadLeft(3, '0'));
    }
}
