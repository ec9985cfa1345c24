using System.Net.Sockets;

namespace Postern.Plugins.Io;

/// <summary>A connection to a server.</summary>
internal sealed class SocketEndpoint(Socket socket) : Endpoint
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public override int Descriptor => (int)socket.Handle;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _stream.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _stream.WriteAsync(bytes, cancellationToken);

    public override void EndWriting()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server has gone: there is nothing left to end.
        }
    }

    public override ValueTask DisposeAsync() => _stream.DisposeAsync();
}
