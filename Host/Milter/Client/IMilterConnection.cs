namespace Postern.Milter.Client;

/// <summary>The way to a filter as the client sees it. One send and one receive at a time.</summary>
internal interface IMilterConnection : IDisposable
{
    /// <summary>Sends all bytes.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Waits for bytes; 0 when the filter has closed.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
