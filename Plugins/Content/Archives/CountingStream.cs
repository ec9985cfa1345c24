namespace Postern.Plugins.Content.Archives;

/// <summary>A piece of a stream, read forwards and counted; the stream stays open.</summary>
/// <param name="source">The stream.</param>
/// <param name="length">How many bytes of it, at most.</param>
internal class CountingStream(Stream source, long length = long.MaxValue) : Stream
{
    /// <summary>How many bytes have been read.</summary>
    public long Count { get; protected set; }

    /// <inheritdoc/>
    public sealed override bool CanRead => true;

    /// <inheritdoc/>
    public sealed override bool CanSeek => false;

    /// <inheritdoc/>
    public sealed override bool CanWrite => false;

    /// <inheritdoc/>
    public sealed override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public sealed override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(buffer.Length, length - Count);
        int count = wanted == 0 ? 0 : source.Read(buffer[..wanted]);
        Count += count;
        return count;
    }

    /// <inheritdoc/>
    public sealed override void Flush()
    {
    }

    /// <inheritdoc/>
    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public sealed override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
