using System.Buffers;

namespace Postern.Plugins.Sending.Content;

/// <summary>
/// Gives every line one and the same end (RFC 5321 §2.3.8), so that no receiver finds a line where another sees none: CRLF and a bare LF end a line, and in the body so does a
/// bare CR. In the header a bare CR becomes a blank: as a line end it would make another field of what is a part of one. NUL bytes are left out before that is decided.
/// Takes a message piece by piece.
/// </summary>
/// <param name="lineEnd">How lines end.</param>
/// <param name="hasHeader">What comes begins with a header, which an empty line ends.</param>
internal sealed class LineNormalizer(ReadOnlyMemory<byte> lineEnd, bool hasHeader)
{
    private bool _inHeader = hasHeader;
    private bool _afterReturn;
    private bool _inLine;

    public void Write(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        while (!input.IsEmpty)
        {
            var special = input.IndexOfAny((byte)'\r', (byte)'\n', (byte)0);
            var text = special < 0 ? input : input[..special];
            if (!text.IsEmpty)
            {
                SettleReturn(output);
                output.Write(text);
                _inLine = true;
            }

            if (special < 0)
                return;
            Take(input[special], output);
            input = input[(special + 1)..];
        }
    }

    /// <summary>Ends the last line.</summary>
    public void Finish(IBufferWriter<byte> output)
    {
        SettleReturn(output);
        if (_inLine)
            EndLine(output);
    }

    private void Take(byte special, IBufferWriter<byte> output)
    {
        if (special == '\n')
        {
            _afterReturn = false;
            EndLine(output);
        }
        else if (special == '\r')
        {
            SettleReturn(output);
            _afterReturn = true;
        }
    }

    /// <summary>A CR has come before, and what has come now is no LF.</summary>
    private void SettleReturn(IBufferWriter<byte> output)
    {
        if (!_afterReturn)
            return;
        _afterReturn = false;
        if (_inHeader)
        {
            output.Write(" "u8);
            _inLine = true;
        }
        else
            EndLine(output);
    }

    private void EndLine(IBufferWriter<byte> output)
    {
        output.Write(lineEnd.Span);
        _inHeader &= _inLine;
        _inLine = false;
    }
}
