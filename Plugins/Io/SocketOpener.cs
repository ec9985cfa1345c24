using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Io.Native;

namespace Postern.Plugins.Io;

/// <summary>
/// Connects to a server: <c>inet://HOST:PORT</c>, <c>inet:PORT@HOST</c> (also <c>inet4</c>, <c>inet6</c>), <c>unix://PATH</c>, <c>unix:PATH</c>, <c>local:</c>
/// likewise, or a path.
/// </summary>
internal static class SocketOpener
{
    public static async ValueTask<ScriptStream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        if (name.StartsWith('/'))
            return await LocalAsync(name, name, cancellationToken);
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? name : name[..colon];
        var rest = colon < 0 ? "" : name[(colon + 1)..];
        var family = scheme switch
        {
            "inet" or "inet4" => AddressFamily.InterNetwork,
            "inet6" => AddressFamily.InterNetworkV6,
            "unix" or "local" => AddressFamily.Unix,
            _ => throw new MflException(MflExceptionCode.Range, $"unsupported protocol: {scheme}"),
        };
        if (family == AddressFamily.Unix)
            return await LocalAsync(name, rest.StartsWith("//", StringComparison.Ordinal) ? rest[2..] : rest, cancellationToken);
        var (host, port) = rest.StartsWith("//", StringComparison.Ordinal) ? HostAndPort(name, rest[2..]) : PortAtHost(name, rest);
        var address = await ResolveAsync(host, family, cancellationToken);
        return await ConnectAsync(name, new IPEndPoint(address, Number(port)), cancellationToken);
    }

    private static (string Host, string Port) HostAndPort(string name, string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || text.EndsWith(']'))
            throw new MflException(MflExceptionCode.Failure, $"invalid connection type: {name}; missing port number");
        return (text[..colon].Trim('[', ']'), text[(colon + 1)..]);
    }

    private static (string Host, string Port) PortAtHost(string name, string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0
            ? throw new MflException(MflExceptionCode.Failure, $"invalid connection type: {name}; missing port number")
            : (text[(at + 1)..].Trim('[', ']'), text[..at]);
    }

    private static int Number(string port) => ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new MflException(MflExceptionCode.Failure, $"bad port number: {port}; expected 0 to 65535");

    private static async ValueTask<IPAddress> ResolveAsync(string host, AddressFamily family, CancellationToken cancellationToken)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host, family, cancellationToken)).FirstOrDefault() ?? throw Unknown(host);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw Unknown(host);
        }
    }

    private static MflException Unknown(string host) => new(MflExceptionCode.Failure, $"unknown host name {host}");

    private static ValueTask<ScriptStream> LocalAsync(string name, string path, CancellationToken cancellationToken)
    {
        // A byte string; the endpoint encodes as UTF-8.
        var file = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(path));
        if (path.Contains('\0', StringComparison.Ordinal) || !Path.Exists(file))
            throw new MflException(MflExceptionCode.Failure, $"{path}: cannot stat socket: {LibC.Describe(LibC.ErrorNoEntry)}");
        if (CanBeOpened(path))
            throw new MflException(MflExceptionCode.Failure, $"{path}: not a socket");
        try
        {
            return ConnectAsync(name, new UnixDomainSocketEndPoint(file), cancellationToken);
        }
        catch (ArgumentException e)
        {
            throw new MflException(MflExceptionCode.Failure, $"{path}: {e.Message}");
        }
    }

    // open(2) refuses sockets.
    private static bool CanBeOpened(string path)
    {
        var descriptor = LibC.open(NativeText.Terminated("open", path), LibC.ReadOnly | LibC.NonBlocking | LibC.CloseOnExec, 0);
        return descriptor >= 0 && LibC.close(descriptor) == 0;
    }

    private static async ValueTask<ScriptStream> ConnectAsync(string name, EndPoint server, CancellationToken cancellationToken)
    {
        var isLocal = server.AddressFamily == AddressFamily.Unix;
        var socket = new Socket(server.AddressFamily, SocketType.Stream, isLocal ? ProtocolType.Unspecified : ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server, cancellationToken);
            if (!isLocal)
                socket.NoDelay = true;
            var endpoint = new SocketEndpoint(socket);
            return new ScriptStream(name, endpoint, endpoint);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new MflException(MflExceptionCode.Failure, $"cannot connect to {name}: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }
}
