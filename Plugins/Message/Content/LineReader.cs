using System.Text;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message.Content;

/// <summary>Reads lines, each with the newline that ends it.</summary>
internal sealed class LineReader(Stream input) : IDisposable
{
    private const int FirstSize = 4096;

    /// <summary>The longest line.</summary>
    private const int Limit = 64 * 1024 * 1024;

    private byte[] _bytes = new byte[FirstSize];
    private int _start;
    private int _end;

    /// <summary>Reads a line; <see langword="null"/> at the end. Valid until the next call.</summary>
    /// <param name="function">The function that asks, for the error.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MflException"><c>e_range</c>: a line of more than 64 MiB.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        int searched = _start;
        while (true)
        {
            if (_bytes.AsSpan(searched, _end - searched).IndexOf((byte)'\n') is >= 0 and var found)
                return Take(searched + found + 1);
            if (_end - _start >= Limit)
                throw new MflException(MflExceptionCode.Range, $"{function}: a line of more than {Limit} bytes");
            int length = _end - _start;
            MakeRoom();
            searched = _start + length;
            int count = await input.ReadAsync(_bytes.AsMemory(_end), cancellationToken);
            if (count == 0 && _end == _start)
                return null;
            if (count == 0)
                return Take(_end);
            _end += count;
        }
    }

    /// <summary>The next line as a string, NUL bytes left out.</summary>
    /// <exception cref="MflException"><c>e_eof</c>: there is none; <c>e_range</c>: a line of more than 64 MiB.</exception>
    public async ValueTask<string> ReadTextAsync(string function, CancellationToken cancellationToken) =>
        await ReadAsync(function, cancellationToken) is { } line
            ? Encoding.Latin1.GetString(line.Span).Replace("\0", "", StringComparison.Ordinal)
            : throw new MflException(MflExceptionCode.EndOfFile, $"{function}: mu_stream_getline: end of input");

    /// <inheritdoc/>
    public void Dispose() => input.Dispose();

    private ReadOnlyMemory<byte> Take(int end)
    {
        ReadOnlyMemory<byte> line = _bytes.AsMemory(_start, end - _start);
        _start = end;
        return line;
    }

    private void MakeRoom()
    {
        int length = _end - _start;
        byte[] target = length > _bytes.Length / 2 ? new byte[_bytes.Length * 2] : _bytes;
        _bytes.AsSpan(_start, length).CopyTo(target);
        (_bytes, _start, _end) = (target, 0, length);
    }
}
