using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Postern.Testing.Servers;

/// <summary>Waits until somebody listens on an address.</summary>
public static class Reachable
{
    public static Task PortAsync(int port, ServerProcess? server, TimeSpan limit) =>
        AddressAsync(new IPEndPoint(IPAddress.Loopback, port), server, limit);

    public static async Task AddressAsync(EndPoint address, ServerProcess? server, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var socket = address is UnixDomainSocketEndPoint
                    ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                    : new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(address);
                return;
            }
            catch (SocketException e)
            {
                if (server is { HasExited: true } || watch.Elapsed > limit)
                    throw new InvalidOperationException($"nobody listens on {address} ({e.Message})\n{server?.Output}", e);
            }

            await Task.Delay(50);
        }
    }
}
