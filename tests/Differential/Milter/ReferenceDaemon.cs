using System.Net;
using System.Net.Sockets;
using Postern.Testing.Servers;

namespace Postern.Differential.Tests.Milter;

/// <summary>mailfromd 8.15 as a milter, with one filter, as an unprivileged user when the tests are root.</summary>
internal sealed class ReferenceDaemon : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _process;

    private ReferenceDaemon(TemporaryFolder folder, ServerProcess process, EndPoint address)
    {
        _folder = folder;
        _process = process;
        Address = address;
    }

    public EndPoint Address { get; }

    public string Output => _process.Output;

    public static async Task<ReferenceDaemon> StartAsync(string filter)
    {
        var folder = new TemporaryFolder("postern-reference");
        string state = folder.MakeFolder("state");
        await ServerProcess.RunAsync("/bin/chmod", ["0777", state], StartLimit);
        var address = new UnixDomainSocketEndPoint($"{state}/milter");
        string[] words =
        [
            "/usr/sbin/mailfromd", "--no-config", "--stderr", "--foreground", "--single-process", $"--state-directory={state}", $"--pidfile={state}/pid", "-p", $"unix:{state}/milter", filter,
        ];
        var process = ServerProcess.Start(
            "/usr/bin/env", Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", .. words] : words, folder: state);
        var daemon = new ReferenceDaemon(folder, process, address);
        try
        {
            await Reachable.AddressAsync(address, process, StartLimit);
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
