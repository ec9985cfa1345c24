using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Codings;

/// <summary>Reads quoted-printable (RFC 2045 §6.7). An equals sign that begins no escape stands for itself.</summary>
internal sealed class QuotedPrintableDecoder(Stream source) : CodingStream(source)
{
    /// <inheritdoc/>
    protected override Progress Convert(ReadOnlySpan<byte> input, Span<byte> output, bool isFinal)
    {
        int consumed = 0, written = 0;
        while (consumed < input.Length)
        {
            ReadOnlySpan<byte> rest = input[consumed..];
            int lineEnd = rest.IndexOf((byte)'\n');
            if (lineEnd < 0 && !isFinal)
            {
                int whole = WholeLength(rest);
                consumed += Decode(rest[..whole], output, ref written);
                break;
            }

            ReadOnlySpan<byte> ending = lineEnd < 0 ? [] : lineEnd > 0 && rest[lineEnd - 1] == '\r' ? "\r\n"u8 : "\n"u8;
            int length = lineEnd < 0 ? rest.Length : lineEnd + 1;

            // Blanks at the end of a line were added on the way (rule 3).
            ReadOnlySpan<byte> content = rest[..(length - ending.Length)].TrimEnd(" \t"u8);
            bool isSoft = content is [.., (byte)'='];
            if (isSoft && lineEnd < 0)
                Anomalies |= MessageAnomalies.BadEncodedData;
            content = isSoft ? content[..^1] : content;
            int used = Decode(content, output, ref written);
            consumed += used;
            if (used < content.Length || (!isSoft && output.Length - written < ending.Length))
                break;
            if (!isSoft)
            {
                ending.CopyTo(output[written..]);
                written += ending.Length;
            }

            consumed += length - used;
        }

        return new Progress(consumed, written);
    }

    // What may end a line whose end is not there yet must wait: blanks, and the beginning of an escape.
    private static int WholeLength(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> content = text.TrimEnd(" \t\r"u8);
        if (content is [.., (byte)'='])
            content = content[..^1];
        else if (content.Length == text.Length && content is [.., (byte)'=', _])
            content = content[..^2];
        return text.Length - content.Length >= LongestLookAhead ? text.Length : content.Length;
    }

    private int Decode(ReadOnlySpan<byte> content, Span<byte> output, ref int written)
    {
        if (content.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            Anomalies |= MessageAnomalies.BadEncodedData;
        int consumed = 0;
        while (consumed < content.Length && written < output.Length)
        {
            ReadOnlySpan<byte> rest = content[consumed..];
            int plain = rest.IndexOf((byte)'=');
            plain = Math.Min(plain < 0 ? rest.Length : plain, output.Length - written);
            if (plain > 0)
            {
                rest[..plain].CopyTo(output[written..]);
                consumed += plain;
                written += plain;
            }
            else if (rest.Length >= 3 && Escape(rest[1], rest[2]) is { } value)
            {
                output[written++] = value;
                consumed += 3;
            }
            else
            {
                Anomalies |= MessageAnomalies.BadEncodedData;
                output[written++] = (byte)'=';
                consumed++;
            }
        }

        return consumed;
    }

    /// <summary>The byte of two hexadecimal digits, in either case.</summary>
    internal static byte? Escape(byte high, byte low) =>
        char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low) ? (byte)((Hex(high) << 4) | Hex(low)) : null;

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
