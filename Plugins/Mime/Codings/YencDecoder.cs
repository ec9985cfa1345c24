using System.Buffers.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Codings;

/// <summary>Reads yEnc: data between the lines <c>=ybegin</c> and <c>=yend</c>.</summary>
internal sealed class YencDecoder(Stream source) : CodingStream(source)
{
    private const int Shift = 42;
    private const int EscapeShift = 64;

    private bool _isInFile;
    private bool _isAtLineStart = true;
    private bool _isEscaped;
    private int _files;
    private long _size;

    /// <inheritdoc/>
    protected override Progress Convert(ReadOnlySpan<byte> input, Span<byte> output, bool isFinal)
    {
        int consumed = 0, written = 0;
        while (consumed < input.Length && written < output.Length)
        {
            ReadOnlySpan<byte> rest = input[consumed..];
            int length = KeywordLength(rest, isFinal);
            if (length < 0)
                break;
            if (length == 0)
            {
                consumed += DecodeData(rest, output, ref written);
                continue;
            }

            ReadKeyword(rest[..length]);
            consumed += length;
        }

        if (isFinal && consumed == input.Length && (_isInFile || _files == 0))
            Anomalies |= MessageAnomalies.BadEncodedData;
        return new Progress(consumed, written);
    }

    // Of a line that is none 0; -1 when that cannot be told yet.
    private int KeywordLength(ReadOnlySpan<byte> rest, bool isFinal)
    {
        if (!_isAtLineStart || (_isInFile && rest[0] != '='))
            return 0;
        int lineEnd = rest.IndexOf((byte)'\n');
        if (lineEnd < 0 && !isFinal && rest.Length < LongestLookAhead)
            return -1;
        if (_isInFile && !rest.StartsWith("=y"u8))
            return 0;
        return lineEnd < 0 ? rest.Length : lineEnd + 1;
    }

    private int DecodeData(ReadOnlySpan<byte> input, Span<byte> output, ref int written)
    {
        int at = 0;
        while (at < input.Length && written < output.Length)
        {
            byte value = input[at++];
            if (value == '\n')
            {
                _isAtLineStart = true;
                break;
            }

            _isAtLineStart = false;
            if (value == '\r')
                continue;
            if (value == '=' && !_isEscaped)
            {
                _isEscaped = true;
                continue;
            }

            output[written++] = (byte)(value - Shift - (_isEscaped ? EscapeShift : 0));
            _size++;
            _isEscaped = false;
        }

        return at;
    }

    private void ReadKeyword(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("=ybegin "u8) && !_isInFile)
        {
            (_isInFile, _size) = (true, 0);
            if (++_files > 1)
                Anomalies |= MessageAnomalies.BadEncodedData;
        }
        else if (line.StartsWith("=yend"u8) && _isInFile)
        {
            _isInFile = false;
            int at = line.IndexOf(" size="u8);
            if (at < 0 || !Utf8Parser.TryParse(line[(at + 6)..], out long size, out _) || size != _size)
                Anomalies |= MessageAnomalies.BadEncodedData;
        }
    }
}
