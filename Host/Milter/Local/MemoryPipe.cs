using System.Net.Sockets;
using System.Threading.Channels;

namespace Postern.Milter.Local;

/// <summary>One direction of a connection in memory. Writing and closing are thread-safe; one reader at a time.</summary>
internal sealed class MemoryPipe
{
    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private ReadOnlyMemory<byte> _rest;
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    /// <exception cref="SocketException">The pipe is closed.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!_pieces.Writer.TryWrite(bytes.ToArray()))
            throw new SocketException((int)SocketError.ConnectionReset);
    }

    /// <summary>Waits for bytes; 0 when the pipe is closed and all has been read.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_rest.IsEmpty)
        {
            if (!await _pieces.Reader.WaitToReadAsync(cancellationToken))
                return 0;
            if (_pieces.Reader.TryRead(out byte[]? piece))
                _rest = piece;
        }

        int count = Math.Min(_rest.Length, buffer.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public void Close()
    {
        _isClosed = true;
        _pieces.Writer.TryComplete();
    }
}
