namespace Postern.Plugins.Mailbox.Messages;

/// <summary>Reads lines of any length in bounded memory: a line that is longer than the buffer comes in pieces.</summary>
/// <param name="source">Fills a buffer and gives the number of bytes, 0 at the end.</param>
/// <param name="size">The buffer's bytes.</param>
internal sealed class LineReader(LineReader.Source source, int size = 64 * 1024)
{
    private readonly byte[] _buffer = new byte[size];
    private int _start;
    private int _end;
    private bool _isAtEnd;
    private bool _continues;

    /// <summary>Reads a line with its LF, the last one without if it has none, or a piece of one.</summary>
    /// <param name="line">The line, valid until the next call.</param>
    /// <param name="isBeginning">Whether it is the beginning of a line.</param>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isBeginning)
    {
        isBeginning = !_continues;
        while (true)
        {
            var held = _buffer.AsSpan(_start, _end - _start);
            var end = held.IndexOf((byte)'\n') + 1;
            if (end > 0)
                return Take(held, end, continues: false, out line);
            if (_isAtEnd)
                return Take(held, held.Length, continues: false, out line);
            if (held.Length == _buffer.Length)
                return Take(held, WithoutReturn(held), continues: true, out line);
            held.CopyTo(_buffer);
            (_start, _end) = (0, held.Length);
            var count = source(_buffer.AsSpan(_end));
            _end += count;
            _isAtEnd = count == 0;
        }
    }

    // A CR at the end of a piece stays, since a LF may follow.
    private static int WithoutReturn(ReadOnlySpan<byte> piece) => piece[^1] == '\r' ? piece.Length - 1 : piece.Length;

    private bool Take(ReadOnlySpan<byte> held, int length, bool continues, out ReadOnlySpan<byte> line)
    {
        line = held[..length];
        _start += length;
        _continues = continues;
        return length > 0;
    }

    /// <summary>What lines are read from.</summary>
    internal delegate int Source(Span<byte> buffer);
}
