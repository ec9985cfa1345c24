using System.Globalization;

namespace Postern.Tools.Mfdbtool.Dumps;

/// <summary>The lines of a dump.</summary>
internal sealed class DumpLines(Stream stream, string name)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Lines read so far.</summary>
    public long Number { get; private set; }

    /// <summary>The next line with its LF, valid until the next call; <see langword="null"/> at the end.</summary>
    /// <exception cref="DumpException">The last line is cut off, or a line is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        int searched = 0;
        while (true)
        {
            int end = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, searched + end + 1);
                _start += line.Length;
                Number++;
                return line;
            }

            searched = _end - _start;
            if (searched >= DumpFormat.MaxLine)
                throw Problem($"this line has more than the {DumpFormat.MaxLine} bytes that a line may have", Number + 1);
            if (await FillAsync(cancellationToken))
                continue;
            if (searched > 0)
                throw Problem("the dump is cut off in the middle of this line", Number + 1);
            return null;
        }
    }

    public DumpException Problem(string text) => Problem(text, Number);

    private DumpException Problem(string text, long line) => new(string.Create(CultureInfo.InvariantCulture, $"{name}:{line}: {text}"));

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        else if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);

        // Whoever waits for the standard input cannot be woken; the read is given up instead, and the program ends.
        int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).AsTask().WaitAsync(cancellationToken);
        _end += read;
        return read > 0;
    }
}
