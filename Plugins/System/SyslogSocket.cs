using System.Net.Sockets;

namespace Postern.Plugins.System;

/// <summary>The datagram socket of the system's logger. It never waits: what does not fit its queue is reported as not sent.</summary>
internal sealed class SyslogSocket(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private Socket? _socket;

    public bool TrySend(ReadOnlySpan<byte> datagram)
    {
        lock (_lock)
        {
            // The logger may have been restarted since the last line: one more attempt on a new socket.
            for (var attempt = 0; attempt < 2; attempt++)
            {
                try
                {
                    _socket ??= Connect();
                    _socket.Send(datagram);
                    return true;
                }
                catch (SocketException e)
                {
                    if (e.SocketErrorCode == SocketError.WouldBlock)
                        return false;
                    _socket?.Dispose();
                    _socket = null;
                }
            }

            return false;
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _socket?.Dispose();
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
