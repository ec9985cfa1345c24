using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message.Content;

/// <summary>Takes bytes as they come, on their way into a spool.</summary>
/// <param name="function">The function that asks, for the error.</param>
/// <param name="take">Gets them; called with no bytes at the end.</param>
internal sealed class SpoolWriter(string function, ReadOnlySpanAction take) : Stream
{
    /// <summary>The most bytes that a message or a body may have.</summary>
    public const long Limit = 1L << 30;

    private long _count;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _count;

    /// <inheritdoc/>
    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException("there is no way back");
    }

    /// <inheritdoc/>
    /// <exception cref="MflException"><c>e_failure</c>: more than <see cref="Limit"/> bytes.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _count += buffer.Length;
        if (_count > Limit)
            throw new MflException(MflExceptionCode.Failure, $"{function}: more than {Limit} bytes");
        take(buffer);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return default;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("this is written only");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("there is no way back");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("there is no way back");
}
