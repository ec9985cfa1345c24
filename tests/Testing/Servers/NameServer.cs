using System.Globalization;
using System.Net;

namespace Postern.Testing.Servers;

/// <summary>NSD with zones of the test's: an authoritative name server on an address of its own on loopback, at port 53 when the tests are root.</summary>
public sealed class NameServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nsd";
    private const int Port = 53;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _process;

    private NameServer(TemporaryFolder folder, ServerProcess process, IPEndPoint address)
    {
        _folder = folder;
        _process = process;
        EndPoint = address;
    }

    /// <summary>Where it answers.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>A resolv.conf that names it alone.</summary>
    public string ResolvConf => _folder.Combine("resolv.conf");

    /// <summary>Starts it.</summary>
    /// <param name="zones">Zone files by zone; an empty one is a zone that cannot be loaded, for which the server fails (SERVFAIL).</param>
    public static async Task<NameServer> StartAsync(IReadOnlyDictionary<string, string> zones)
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException($"{Program} is missing; install the package nsd");
        var folder = new TemporaryFolder("postern-nsd");
        // Every server has an address of its own, so that several can have the port that resolvers ask.
        var address = Environment.IsPrivilegedProcess
            ? new IPEndPoint(new IPAddress([127, (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255)]), Port)
            : new IPEndPoint(IPAddress.Loopback, FreePort.Take());
        string user = Environment.IsPrivilegedProcess ? "nobody" : "";
        string port = address.Port.ToString(CultureInfo.InvariantCulture);
        string settings = $"""
            server:
              ip-address: {address.Address}@{port}
              username: "{user}"
              chroot: ""
              zonesdir: "{folder.Path}"
              database: ""
              pidfile: ""
              xfrdfile: ""
              xfrdir: "/tmp"
              zonelistfile: "{folder.Combine("zone.list")}"
              server-count: 1
              rrl-ratelimit: 0
            remote-control:
              control-enable: no

            """;
        foreach (var (zone, content) in zones)
        {
            string file = zone == "." ? "root" : zone;
            if (content.Length > 0)
                folder.Write(file, content);
            settings += $"zone:\n  name: \"{zone}\"\n  zonefile: \"{file}\"\n";
        }

        folder.Write("resolv.conf", $"nameserver {(address.Port == Port ? address.Address.ToString() : $"[{address.Address}]:{port}")}\n");
        var process = ServerProcess.Start(Program, ["-d", "-c", folder.Write("nsd.conf", settings)]);
        var server = new NameServer(folder, process, address);
        try
        {
            await process.WaitForOutputAsync("nsd started", StartLimit);
            return server;
        }
        catch (InvalidOperationException)
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
