using System.Net.Sockets;
using System.Text;

namespace Postern.Daemon.Posix;

/// <summary>Tells systemd how the daemon is (<c>sd_notify</c>; units with <c>Type=notify</c>). Without systemd nothing happens.</summary>
internal sealed class ServiceNotifier(string? socketPath)
{
    /// <summary>The notifier for this process's environment.</summary>
    public static ServiceNotifier FromEnvironment() => new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));

    public void Ready() => Send("READY=1");

    public void Stopping() => Send("STOPPING=1");

    public void Status(string text) => Send("STATUS=" + text);

    private void Send(string state)
    {
        if (string.IsNullOrEmpty(socketPath))
            return;
        try
        {
            // An address that begins with @ is in the abstract name space.
            string path = socketPath[0] == '@' ? "\0" + socketPath[1..] : socketPath;
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            // The service works all the same; systemd has its own time-out.
        }
    }
}
