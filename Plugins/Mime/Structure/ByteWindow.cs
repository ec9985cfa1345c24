using System.Buffers;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Content;

namespace Postern.Plugins.Mime.Structure;

/// <summary>A window that moves forward over a content: all of it when it lies in memory, else a buffer that is filled chunk by chunk.</summary>
internal sealed class ByteWindow : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly Stream? _stream;
    private ReadOnlyMemory<byte> _memory;
    private byte[] _buffer = [];
    private int _length;

    /// <summary>Opens a window at an offset.</summary>
    /// <param name="content">What is looked at.</param>
    /// <param name="offset">Where the window begins, in bytes from the beginning.</param>
    public ByteWindow(IMessageContent content, long offset)
    {
        if (MemoryContent.TryGetMemory(content, out _memory))
        {
            _memory = _memory[(int)offset..];
        }
        else
        {
            _stream = content.Open();
            _stream.Position = offset;
            _buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        }

        Base = offset;
    }

    /// <summary>Where the window begins, in bytes from the beginning of the content.</summary>
    public long Base { get; private set; }

    /// <summary>The bytes in the window.</summary>
    public ReadOnlySpan<byte> Span => _stream is null ? _memory.Span : _buffer.AsSpan(0, _length);

    /// <summary>Gives up bytes at the beginning of the window.</summary>
    /// <param name="keep">The first byte that should stay.</param>
    /// <returns>How many bytes the window has moved.</returns>
    public int Discard(int keep)
    {
        if (_stream is null || keep == 0)
            return 0;
        _buffer.AsSpan(keep, _length - keep).CopyTo(_buffer);
        _length -= keep;
        Base += keep;
        return keep;
    }

    /// <summary>Reads more bytes behind those in the window.</summary>
    /// <returns><see langword="false"/>: there are none.</returns>
    public bool TryFill()
    {
        if (_stream is null)
            return false;
        if (_length == _buffer.Length)
            Grow();
        int count = _stream.Read(_buffer, _length, _buffer.Length - _length);
        _length += count;
        return count > 0;
    }

    /// <summary>Bytes that stay valid when the window moves on.</summary>
    public ReadOnlyMemory<byte> Retain(int start, int end) =>
        _stream is null ? _memory[start..end] : _buffer.AsSpan(start, end - start).ToArray();

    /// <inheritdoc />
    public void Dispose()
    {
        _stream?.Dispose();
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
