namespace Postern.Milter.Session;

/// <summary>The connection to an MTA as a session sees it. One receive and one send at a time.</summary>
internal interface ISessionTransport : IDisposable
{
    string LocalAddress { get; }

    string PeerAddress { get; }

    /// <summary>Waits for bytes; 0 when the peer has closed or the connection was aborted.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Blocks until there is something to receive, or a moment has passed; only while no receive is under way.</summary>
    void Linger()
    {
    }

    /// <summary>Sends all bytes.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Sends a few bytes without waiting; only while neither a send nor a receive is under way. Thread-safe.</summary>
    void SendNow(ReadOnlySpan<byte> bytes);

    /// <summary>Whether the peer has closed; only while no receive is under way. Thread-safe.</summary>
    bool HasPeerLeft();

    /// <summary>Makes waits under way end. Thread-safe.</summary>
    void Abort();
}
