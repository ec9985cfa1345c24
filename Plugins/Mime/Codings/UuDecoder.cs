using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Codings;

/// <summary>Reads uuencode: lines between <c>begin MODE NAME</c> and <c>end</c>; of several such files all.</summary>
internal sealed class UuDecoder(Stream source) : CodingStream(source)
{
    private const int LongestLine = 63;

    private bool _isInFile;
    private int _files;

    /// <inheritdoc/>
    protected override Progress Convert(ReadOnlySpan<byte> input, Span<byte> output, bool isFinal)
    {
        int consumed = 0, written = 0;
        while (consumed < input.Length && output.Length - written >= LongestLine)
        {
            ReadOnlySpan<byte> rest = input[consumed..];
            int lineEnd = rest.IndexOf((byte)'\n');
            if (lineEnd < 0 && !isFinal && rest.Length < LongestLookAhead)
                break;
            ReadOnlySpan<byte> line = lineEnd < 0 ? rest : rest[..lineEnd];
            consumed += lineEnd < 0 ? rest.Length : lineEnd + 1;
            written += DecodeLine(line.TrimEnd((byte)'\r'), output[written..]);
        }

        if (isFinal && consumed == input.Length && (_isInFile || _files == 0))
            Anomalies |= MessageAnomalies.BadEncodedData;
        return new Progress(consumed, written);
    }

    private int DecodeLine(ReadOnlySpan<byte> line, Span<byte> output)
    {
        if (!_isInFile)
        {
            _isInFile = line.StartsWith("begin "u8);
            if (_isInFile && ++_files > 1)
                Anomalies |= MessageAnomalies.BadEncodedData;
            return 0;
        }

        if (line.TrimEnd((byte)' ').SequenceEqual("end"u8))
        {
            _isInFile = false;
            return 0;
        }

        return line.IsEmpty ? 0 : DecodeData(line[1..], Digit(line[0]), output);
    }

    // Blanks at the end of a line may have got lost; they stand for zeros.
    private int DecodeData(ReadOnlySpan<byte> digits, int length, Span<byte> output)
    {
        // One more digit may follow, a check sum.
        if (digits.Length > ((length + 2) / 3 * 4) + 1)
            Anomalies |= MessageAnomalies.BadEncodedData;
        for (int i = 0; i < length; i++)
        {
            int at = i / 3 * 4;
            int bits = (DigitAt(digits, at) << 18) | (DigitAt(digits, at + 1) << 12) | (DigitAt(digits, at + 2) << 6) | DigitAt(digits, at + 3);
            output[i] = (byte)(bits >> (16 - (8 * (i % 3))));
        }

        return length;
    }

    private int DigitAt(ReadOnlySpan<byte> digits, int index) => index < digits.Length ? Digit(digits[index]) : 0;

    private int Digit(byte value)
    {
        if (value is < (byte)' ' or > (byte)'`')
            Anomalies |= MessageAnomalies.BadEncodedData;
        return (value - ' ') & 0x3F;
    }
}
