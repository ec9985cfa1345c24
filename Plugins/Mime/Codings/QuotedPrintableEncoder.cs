namespace Postern.Plugins.Mime.Codings;

/// <summary>Writes text as quoted-printable (RFC 2045 §6.7) in lines of at most 76 characters. A CR that no LF follows is encoded.</summary>
internal sealed class QuotedPrintableEncoder(Stream source) : CodingStream(source)
{
    private const int LongestLine = 76;
    private const int LongestStep = 6;

    private int _column;

    /// <inheritdoc/>
    protected override Progress Convert(ReadOnlySpan<byte> input, Span<byte> output, bool isFinal)
    {
        int consumed = 0, written = 0;
        while (consumed < input.Length && output.Length - written >= LongestStep)
        {
            byte value = input[consumed];

            // What a blank or a CR means depends on what follows.
            if (consumed + 1 == input.Length && !isFinal && value is (byte)' ' or (byte)'\t' or (byte)'\r')
                break;
            byte next = consumed + 1 < input.Length ? input[consumed + 1] : (byte)'\n';
            consumed++;
            if (value == '\r' && next == '\n' && consumed < input.Length)
                continue;
            written += value == '\n' ? EndLine(output[written..]) : Write(value, IsPlain(value, next), output[written..]);
        }

        return new Progress(consumed, written);
    }

    private static bool IsPlain(byte value, byte next) => value switch
    {
        (byte)' ' or (byte)'\t' => next is not ((byte)'\r' or (byte)'\n'),
        (byte)'=' => false,
        _ => value is >= (byte)'!' and <= (byte)'~',
    };

    private int EndLine(Span<byte> output)
    {
        _column = 0;
        "\r\n"u8.CopyTo(output);
        return 2;
    }

    private int Write(byte value, bool isPlain, Span<byte> output)
    {
        int written = 0, width = isPlain ? 1 : 3;
        if (_column + width > LongestLine - 1)
        {
            "=\r\n"u8.CopyTo(output);
            (written, _column) = (3, 0);
        }

        _column += width;
        if (isPlain)
        {
            output[written] = value;
            return written + 1;
        }

        output[written] = (byte)'=';
        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        output[written + 1] = digits[value >> 4];
        output[written + 2] = digits[value & 15];
        return written + 3;
    }
}
