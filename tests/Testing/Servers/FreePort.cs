using System.Net;
using System.Net.Sockets;

namespace Postern.Testing.Servers;

/// <summary>TCP ports on loopback that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>Different ports, all free at the time of the call.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(l => l.Start());
            return [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(l => l.Stop());
        }
    }

    public static int Take() => Take(1)[0];
}
