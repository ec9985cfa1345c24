using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Io;

/// <summary>Bytes that another plugin gave to be read.</summary>
internal sealed class ContentEndpoint(Stream content) : Endpoint
{
    /// <inheritdoc/>
    /// <exception cref="MflException"><c>e_inval</c>: a command cannot inherit it.</exception>
    public override int Descriptor => throw new MflException(MflExceptionCode.Invalid, "spawn: the descriptor is no file, pipe or connection; copy() it to one");

    public override bool CanSeek => content.CanSeek;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => content.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("what is read only has no output");

    public override void Seek(long offset, SeekOrigin origin) => content.Seek(offset, origin);

    public override ValueTask DisposeAsync() => content.DisposeAsync();
}
