using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Postern.Milter.Server;

/// <summary>
/// Opens a listener. A UNIX socket is made under a temporary name, gets its mode and owner, and is then renamed, so that nobody
/// can connect before they hold; a stale socket in its place goes only when nobody listens on it.
/// </summary>
internal sealed class ListeningSocket : IDisposable
{
    private const uint Unchanged = uint.MaxValue;

    private readonly string? _path;

    private ListeningSocket(Socket socket, MilterAddress address, string? path)
    {
        Socket = socket;
        Address = address;
        _path = path;
    }

    public Socket Socket { get; }

    public MilterAddress Address { get; }

    public static async Task<ListeningSocket> OpenAsync(MilterServerOptions options, CancellationToken cancellationToken)
    {
        var address = options.Address;
        try
        {
            return address.Family == MilterAddressFamily.Unix
                ? OpenUnix(options)
                : OpenTcp(options, await address.ResolveAsync(cancellationToken));
        }
        catch (SocketException error)
        {
            throw new MilterListenException($"cannot listen on {address}: {Explain(error)}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MilterListenException($"cannot listen on {address}: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        Socket.Dispose();
        if (_path is not null)
            File.Delete(_path);
    }

    private static ListeningSocket OpenTcp(MilterServerOptions options, EndPoint end)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Not ReuseAddress: the class library makes that SO_REUSEPORT too, and two hosts would share the port; for
            // connections that linger from an earlier run it sets SO_REUSEADDR by itself.
            if (end.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = false;
            // Accepted sockets inherit both; an MTA's machine that died without a word is found out by the probes.
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.Bind(end);
            socket.Listen(options.Backlog);
            var bound = options.Address with { Port = ((IPEndPoint)socket.LocalEndPoint!).Port };
            return new ListeningSocket(socket, bound, null);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static ListeningSocket OpenUnix(MilterServerOptions options)
    {
        string path = options.Address.Path;
        if (File.Exists(path) || Directory.Exists(path))
            RequireStale(path);
        string temporary = TemporaryName(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(temporary));
            if (options.SocketMode is { } mode)
                File.SetUnixFileMode(temporary, mode);
            SetOwner(temporary, options);
            socket.Listen(options.Backlog);
            File.Move(temporary, path, overwrite: true);
            return new ListeningSocket(socket, options.Address, path);
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            File.Delete(temporary);
            throw;
        }
    }

    // Beside the socket, because a rename must not cross file systems; short, because of the limit on socket paths.
    private static string TemporaryName(string path)
    {
        string directory = Path.GetDirectoryName(path) ?? "/";
        return Path.Combine(directory, ".p" + Guid.NewGuid().ToString("N")[..6]);
    }

    private static void RequireStale(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused && NativeFile.IsSocket(path))
        {
            return;
        }
        catch (SocketException) when (!NativeFile.IsSocket(path))
        {
            throw new MilterListenException($"cannot listen on unix:{path}: a file that is not a socket is in the way; remove it or choose another path");
        }

        throw new MilterListenException($"cannot listen on unix:{path}: another process listens there; stop it or choose another path");
    }

    private static void SetOwner(string path, MilterServerOptions options)
    {
        if (options.SocketUserId is null && options.SocketGroupId is null)
            return;
        int error = NativeFile.ChangeOwner(path, options.SocketUserId ?? Unchanged, options.SocketGroupId ?? Unchanged);
        if (error != 0)
            throw new MilterListenException($"cannot give unix:{options.Address.Path} to user {options.SocketUserId} and group {options.SocketGroupId}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    private static string Explain(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another process listens there; stop it or choose another port",
        SocketError.AddressNotAvailable => "this machine does not have that address",
        SocketError.AccessDenied => "permission denied; ports below 1024 and other users' directories need privileges",
        SocketError.HostNotFound => "the host has no address of this family",
        _ => error.Message,
    };
}
