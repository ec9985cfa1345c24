using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Postern.Milter.Session;

namespace Postern.Milter.Server;

/// <summary>A connected socket. Non-blocking, so that a send that would have to wait fails instead.</summary>
internal sealed class SocketTransport(Socket socket) : ISessionTransport
{
    private int _closed;

    public string LocalAddress => Name(socket.LocalEndPoint);

    public string PeerAddress => socket.AddressFamily == AddressFamily.Unix ? LocalAddress : Name(socket.RemoteEndPoint);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer, SocketFlags.None);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
    }

    public void SendNow(ReadOnlySpan<byte> bytes) => _ = socket.Send(bytes, SocketFlags.None, out _);

    public bool HasPeerLeft()
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    public void Abort()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It was gone already.
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            socket.Dispose();
    }

    private static string Name(EndPoint? end) => end switch
    {
        IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6 } ip =>
            string.Create(CultureInfo.InvariantCulture, $"inet6:{ip.Port}@{ip.Address}"),
        IPEndPoint ip => string.Create(CultureInfo.InvariantCulture, $"inet:{ip.Port}@{ip.Address}"),
        UnixDomainSocketEndPoint path => "unix:" + path,
        _ => "",
    };
}
