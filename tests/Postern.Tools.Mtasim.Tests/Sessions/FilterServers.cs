using System.Net.Sockets;
using Postern.Testing.Servers;

namespace Postern.Tools.Mtasim.Tests.Sessions;

/// <summary>The two hosts, each serving each filter that a session asks for; started when first needed.</summary>
internal sealed class FilterServers : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, Task<(string Url, IAsyncDisposable[] Parts)>> _servers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The address of a host that serves a filter; <see langword="null"/> for a session without one.</summary>
    /// <param name="filter">The filter's file name.</param>
    /// <param name="isReference">Whether it is the reference's host.</param>
    public async Task<string?> UrlAsync(string filter, bool isReference)
    {
        if (filter.Length == 0)
            return null;
        string path = Path.Combine(SessionFile.ProjectDirectory, "filters", filter);
        string key = $"{isReference}:{filter}";
        Task<(string Url, IAsyncDisposable[] Parts)>? server;
        lock (_lock)
        {
            if (!_servers.TryGetValue(key, out server))
            {
                server = isReference ? StartReferenceAsync(path) : StartOursAsync(path);
                _servers.Add(key, server);
            }
        }

        return (await server).Url;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            foreach (var part in (await server).Parts)
                await part.DisposeAsync();
        }
    }

    private static async Task<(string, IAsyncDisposable[])> StartOursAsync(string filter)
    {
        var host = await PosternProcess.StartOnUnixSocketAsync(filter);
        return (host.SendmailAddress, [host]);
    }

    private static async Task<(string, IAsyncDisposable[])> StartReferenceAsync(string filter)
    {
        var folder = new TemporaryFolder("mtasim-reference");
        string state = folder.MakeFolder("state");
        string script = folder.Write("filter.mfl", await File.ReadAllTextAsync(filter));
        string socket = Path.Combine(state, "milter");
        string[] command =
        [
            "/usr/sbin/mailfromd", "--no-config", "--foreground", "--stderr", "--state-directory", state, "--port", "unix:" + socket, script,
        ];
        if (Environment.IsPrivilegedProcess)
        {
            await ServerProcess.RunAsync("/bin/chown", ["nobody:nogroup", state], StartLimit);
            command = ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", .. command];
        }

        var process = ServerProcess.Start(command[0], command[1..], folder: folder.Path);
        await Reachable.AddressAsync(new UnixDomainSocketEndPoint(socket), process, StartLimit);
        return ("unix:" + socket, [process, new FolderPart(folder)]);
    }

    private sealed class FolderPart(TemporaryFolder folder) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
