using System.Net.Sockets;
using System.Threading.Channels;

namespace Postern.Milter.Local;

/// <summary>One direction of a connection in memory. Writing and closing are thread-safe; one reader at a time.</summary>
internal sealed class MemoryPipe
{
    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();
    private TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _rest;
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    /// <summary>Completes when the reader has read all and waits for more, or the pipe is closed.</summary>
    public Task Drained
    {
        get
        {
            lock (_gate)
                return _drained.Task;
        }
    }

    /// <exception cref="SocketException">The pipe is closed.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_isClosed)
                throw new SocketException((int)SocketError.ConnectionReset);
            if (_drained.Task.IsCompleted)
                _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _pieces.Writer.TryWrite(bytes.ToArray());
        }
    }

    /// <summary>Waits for bytes; 0 when the pipe is closed and all has been read.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_rest.IsEmpty)
        {
            TellDrained();
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
        lock (_gate)
        {
            _isClosed = true;
            _pieces.Writer.TryComplete();
            _drained.TrySetResult();
        }
    }

    private void TellDrained()
    {
        lock (_gate)
        {
            if (!_pieces.Reader.TryPeek(out _))
                _drained.TrySetResult();
        }
    }
}
