using System.Text;

namespace Postern.Tools.Mtasim.Smtp;

/// <summary>Lines of a stream, ended by LF or CRLF; the last may have no end.</summary>
internal sealed class StreamLineSource(Stream input) : ILineSource
{
    /// <summary>What is kept of a line, in bytes.</summary>
    public const int MaxLine = 1 << 20;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public async ValueTask<InputLine?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        long length = 0;
        while (true)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, await input.ReadAsync(_buffer, cancellationToken).AsTask().WaitAsync(cancellationToken));
                if (_end == 0)
                    return length == 0 ? null : Finish(line, length);
            }

            var rest = _buffer.AsMemory(_start, _end - _start);
            int end = rest.Span.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..end];
            _start += end < 0 ? part.Length : part.Length + 1;
            length += part.Length;
            line.Append(Encoding.Latin1.GetString(part.Span[..Math.Min(part.Length, MaxLine - line.Length)]));
            if (end >= 0)
                return Finish(line, length);
        }
    }

    private static InputLine Finish(StringBuilder line, long length)
    {
        if (line.Length > 0 && line[^1] == '\r')
            line.Length--;
        return new InputLine(line.ToString(), length > MaxLine);
    }
}
