using System.Buffers;

namespace Postern.Plugins.Sending.Content;

/// <summary>
/// Gives every line one and the same end (RFC 5321 §2.3.8): CRLF, a bare LF and a bare CR all end a line, so that no receiver finds a line where another sees none. NUL
/// bytes are left out before that is decided. Takes a message piece by piece.
/// </summary>
internal sealed class LineNormalizer(ReadOnlyMemory<byte> lineEnd)
{
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
                output.Write(text);
                (_inLine, _afterReturn) = (true, false);
            }

            if (special < 0)
                return;
            End(input[special], output);
            input = input[(special + 1)..];
        }
    }

    /// <summary>Ends the last line.</summary>
    public void Finish(IBufferWriter<byte> output)
    {
        if (_inLine)
            output.Write(lineEnd.Span);
        _inLine = false;
    }

    private void End(byte special, IBufferWriter<byte> output)
    {
        if (special == 0)
            return;
        if (special == '\r' || !_afterReturn)
        {
            output.Write(lineEnd.Span);
            _inLine = false;
        }

        _afterReturn = special == '\r';
    }
}
