using System.Buffers;

namespace Postern.Plugins.Sending.Content;

/// <summary>Doubles a dot that begins a line (RFC 5321 §4.5.2). Takes lines that end in CRLF, piece by piece; they must have been made so first.</summary>
internal sealed class DotStuffer
{
    private bool _inLine;

    public void Write(ReadOnlySpan<byte> lines, IBufferWriter<byte> output)
    {
        while (!lines.IsEmpty)
        {
            if (!_inLine && lines[0] == '.')
                output.Write("."u8);
            var end = lines.IndexOf((byte)'\n') + 1;
            _inLine = end == 0;
            var line = _inLine ? lines : lines[..end];
            output.Write(line);
            lines = lines[line.Length..];
        }
    }
}
