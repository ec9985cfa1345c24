using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io;

/// <summary>A descriptor of a script as a stream, read from and written to where the script is. Disposing it leaves the descriptor open. Only the asynchronous methods work, since it may wait.</summary>
internal sealed class DescriptorStream(ScriptStream descriptor) : Stream
{
    private bool _isRewound;

    /// <inheritdoc/>
    public override bool CanRead => descriptor.Input is not null;

    /// <inheritdoc/>
    public override bool CanWrite => descriptor.Output is not null;

    /// <summary>Whether it can go back to the beginning.</summary>
    public override bool CanSeek => descriptor.Input is { CanSeek: true };

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("the length of a descriptor is not known");

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException("the position of a descriptor is not known");
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <inheritdoc/>
    /// <exception cref="MflException"><c>e_io</c></exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isRewound)
            await descriptor.RewindAsync(cancellationToken);
        _isRewound = false;
        return await descriptor.ReadAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    /// <exception cref="MflException"><c>e_io</c></exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => descriptor.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Goes back to the beginning; there is nowhere else to go.</summary>
    public override long Seek(long offset, SeekOrigin origin)
    {
        if (!CanSeek || offset != 0 || origin != SeekOrigin.Begin)
            throw new NotSupportedException("a descriptor goes back to its beginning, if it can seek at all");
        _isRewound = true;
        return 0;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw WouldWait();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw WouldWait();

    /// <summary>Does nothing: what the script's buffer holds is its own affair.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("a descriptor has no length");

    private static NotSupportedException WouldWait() => new("a descriptor may wait: read and write it asynchronously");
}
