using System.Net;
using System.Net.Sockets;

namespace Postern.Testing.Servers;

/// <summary>The built host in the foreground with one filter on one socket, as an unprivileged user.</summary>
public sealed class PosternProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _process;

    private PosternProcess(TemporaryFolder folder, ServerProcess process, EndPoint address)
    {
        _folder = folder;
        _process = process;
        Address = address;
    }

    /// <summary>Where the host listens.</summary>
    public EndPoint Address { get; }

    /// <summary>The address as Postfix writes it.</summary>
    public string PostfixAddress => Address is IPEndPoint tcp ? $"inet:127.0.0.1:{tcp.Port}" : $"unix:{Address}";

    /// <summary>The address as Sendmail, mailfromd and miltertest write it.</summary>
    public string SendmailAddress => Address is IPEndPoint tcp ? $"inet:{tcp.Port}@127.0.0.1" : $"unix:{Address}";

    /// <summary>What the host has said so far.</summary>
    public string Output => _process.Output;

    public int Id => _process.Id;

    /// <summary>Starts the host on TCP and waits until it listens.</summary>
    /// <param name="filter">The MFL source's path.</param>
    /// <param name="arguments">Further arguments.</param>
    public static Task<PosternProcess> StartAsync(string filter, params string[] arguments) =>
        StartAsync(_ => new IPEndPoint(IPAddress.Loopback, FreePort.Take()), filter, arguments);

    /// <summary>Starts the host on TCP with further variables in its environment.</summary>
    public static Task<PosternProcess> StartAsync(string filter, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartAsync(_ => new IPEndPoint(IPAddress.Loopback, FreePort.Take()), filter, arguments, environment);

    /// <summary>Starts the host on a TCP port that the test has chosen, so that an MTA can know it before.</summary>
    public static Task<PosternProcess> StartOnPortAsync(int port, string filter, params string[] arguments) =>
        StartAsync(_ => new IPEndPoint(IPAddress.Loopback, port), filter, arguments);

    /// <summary>Starts the host on a UNIX socket.</summary>
    public static Task<PosternProcess> StartOnUnixSocketAsync(string filter, params string[] arguments) =>
        StartAsync(folder => new UnixDomainSocketEndPoint(folder + "/milter.sock"), filter, arguments);

    public void Signal(string name) => _process.Signal(name);

    /// <summary>Ends the host as an administrator would.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync() => _process.StopAsync();

    public Task WaitForOutputAsync(string text, TimeSpan limit) => _process.WaitForOutputAsync(text, limit);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<PosternProcess> StartAsync(
        Func<string, EndPoint> choose, string filter, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var folder = new TemporaryFolder("postern-host");
        string state = folder.MakeFolder("state");
        var address = choose(state);
        string script = folder.Combine(Path.GetFileName(filter));
        File.Copy(filter, script);
        string port = address is IPEndPoint tcp ? $"inet:{tcp.Port}@127.0.0.1" : $"unix:{address}";
        List<string> command =
        [
            // The MTA runs as another user and must be able to open a UNIX socket.
            "-c", "umask 0; exec \"$@\"", "sh", await PosternExecutable.FindAsync(),
            "--no-config", "--foreground", "--stderr", "--state-directory", state, "--port", port,
        ];
        if (Environment.IsPrivilegedProcess)
        {
            command.AddRange(["--user", "nobody"]);
            await ServerProcess.RunAsync("/bin/chown", ["nobody:nogroup", state], StartLimit);
        }

        command.AddRange(arguments);
        command.Add(script);
        var process = ServerProcess.Start("/bin/sh", command, environment, folder.Path);
        var host = new PosternProcess(folder, process, address);
        try
        {
            await Reachable.AddressAsync(address, process, StartLimit);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
