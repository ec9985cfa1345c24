using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace Postern.Plugins.Io;

/// <summary>The host's end of a pipe.</summary>
internal sealed class PipeEndpoint(int descriptor, PipeDirection direction) : Endpoint
{
    private readonly AnonymousPipeClientStream _stream = new(direction, new SafePipeHandle(descriptor, ownsHandle: true));

    public override int Descriptor => descriptor;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _stream.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _stream.WriteAsync(bytes, cancellationToken);

    public override ValueTask DisposeAsync() => _stream.DisposeAsync();
}
