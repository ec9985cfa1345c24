using System.Text;
using Postern.Plugins.Mime.Codings;

namespace Postern.Plugins.Mime.Charsets;

/// <summary>Reads UTF-7 (RFC 2152), which the base library no longer does. What is wrong becomes U+FFFD.</summary>
internal static class Utf7Text
{
    private const int UnitBits = 16;

    /// <summary>Reads text; the result has at most as many characters as there are bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        int at = 0;
        while (at < bytes.Length)
        {
            byte value = bytes[at++];
            if (value == '+' && at < bytes.Length && bytes[at] == '-')
            {
                text.Append('+');
                at++;
            }
            else if (value == '+')
            {
                at += AppendShifted(text, bytes[at..]);
            }
            else
            {
                text.Append(value < 0x80 ? (char)value : '\uFFFD');
            }
        }

        return WithoutLoneSurrogates(text.ToString());
    }

    // base64 of UTF-16 up to a byte that is none; a minus sign that ends it belongs to it.
    private static int AppendShifted(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        int bits = 0, count = 0, at = 0;
        for (; at < bytes.Length && Base64Run.Digit(bytes[at]) is var digit && digit >= 0; at++)
        {
            bits = ((bits << 6) | digit) & 0x3FFFFF;
            count += 6;
            if (count < UnitBits)
                continue;
            count -= UnitBits;
            text.Append((char)(bits >> count));
            bits &= (1 << count) - 1;
        }

        if (at == 0 || count >= 6 || bits != 0)
            text.Append('\uFFFD');
        return at < bytes.Length && bytes[at] == '-' ? at + 1 : at;
    }

    private static string WithoutLoneSurrogates(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
