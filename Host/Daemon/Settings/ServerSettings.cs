using System.Globalization;
using System.Net;
using System.Numerics;
using Postern.Configuration;
using Postern.Configuration.Options;
using Postern.Daemon.Posix;
using Postern.Milter.Server;

namespace Postern.Daemon.Settings;

/// <summary>Makes the milter servers' options.</summary>
internal sealed class ServerSettings(HostConfiguration configuration, TimeSpan? idle, string stateDirectory, ConfigurationProblems problems)
{
    /// <summary>The listeners of the command line, or else of the configuration, or else the default one.</summary>
    public IReadOnlyList<MilterServerOptions> Make(IReadOnlyList<string> ports)
    {
        IReadOnlyList<ServerConfiguration> servers = configuration.Servers;

        // --port overrides `listen': the only server keeps what else its block says.
        if (ports.Count == 1 && servers.Count == 1)
            servers = [servers[0] with { Listen = ports[0], Place = OptionPlace(ports[0]) }];
        else if (ports.Count > 0)
            servers = [.. ports.Select(port => new ServerConfiguration { Listen = port, Place = OptionPlace(port) })];
        else if (servers.Count == 0)
            servers = [new ServerConfiguration { Listen = "unix:" + Path.Combine(stateDirectory, Defaults.Socket) }];

        var options = new List<MilterServerOptions>();
        foreach (ServerConfiguration server in servers)
        {
            string id = server.Id.Length > 0 ? server.Id : options.Count.ToString(CultureInfo.InvariantCulture);
            if (MakeOne(server, id) is { } made)
                options.Add(made);
        }

        foreach (IGrouping<string, MilterServerOptions> same in options.GroupBy(static o => o.Address.ToString()))
        {
            if (same.Count() > 1 && same.First().Address is not { Family: not MilterAddressFamily.Unix, Port: 0 })
                problems.Error(OptionPlace(same.Key), "more than one server listens on this address");
        }

        return options;
    }

    private static Abstractions.Configuration.SourcePlace OptionPlace(string port) => new($"--port={port}", 0, 0, 0, 0);

    private MilterServerOptions? MakeOne(ServerConfiguration server, string id)
    {
        if (!MilterAddress.TryParse(server.Listen, out MilterAddress? address, out string? problem))
        {
            problems.Error(server.Place, problem);
            return null;
        }

        if (address.Family == MilterAddressFamily.Unix && !Path.IsPathRooted(address.Path))
            address = address with { Path = Path.Combine(stateDirectory, address.Path) };
        (uint? user, uint? group) = Owner(server);
        TimeSpan busy = configuration.Workers.BusyTimeout;
        var defaults = new MilterServerOptions { Address = address };
        MilterTimeouts timeouts = defaults.Timeouts;
        return defaults with
        {
            Id = id,
            AccessRules = [.. (server.Acl ?? configuration.Acl ?? []).Select(Rule).OfType<AccessRule>()],
            MaxConnections = server.MaxInstances > 0 ? server.MaxInstances : defaults.MaxConnections,
            Backlog = server.Backlog > 0 ? server.Backlog : defaults.Backlog,
            Timeouts = timeouts with
            {
                Idle = idle ?? timeouts.Idle,
                Content = busy,
                Command = busy < timeouts.Command ? busy : timeouts.Command,
            },
            SocketMode = server.SocketMode is { } mode ? (UnixFileMode)mode : null,
            SocketUserId = user,
            SocketGroupId = group,
            DrainLimit = configuration.Workers.DrainTimeout,
        };
    }

    private (uint? User, uint? Group) Owner(ServerConfiguration server)
    {
        string[] parts = server.SocketOwner.Split(':', 2);
        uint? user = null;
        uint? group = null;
        if (parts[0].Length > 0)
            user = UserDatabase.TryUser(parts[0], out PosixUser? found) ? found.UserId : Missing($"no such user: {parts[0]}");
        if (parts.Length > 1)
            group = UserDatabase.TryGroup(parts[1], out uint id) ? id : Missing($"no such group: {parts[1]}");
        return (user, group);

        uint? Missing(string text)
        {
            problems.Error(server.Place, $"socket-owner: {text}");
            return null;
        }
    }

    private AccessRule? Rule(AclEntry entry)
    {
        if (entry.Network == "any")
            return AccessRule.Any(entry.Allow);
        if (entry.Network.StartsWith("user:", StringComparison.Ordinal))
        {
            string name = entry.Network["user:".Length..];
            if (UserDatabase.TryUser(name, out PosixUser? user))
                return new AccessRule(entry.Allow, null, user.UserId);
            problems.Error(entry.Place, $"no such user: {name}");
            return null;
        }

        if (TryNetwork(entry.Network, out IPNetwork network))
            return new AccessRule(entry.Allow, network, null);
        problems.Error(entry.Place, $"`{entry.Network}' is not a network: the mask is not a run of ones");
        return null;
    }

    /// <summary><c>address</c>, <c>address/length</c> or <c>address/mask</c>; bits beyond the mask do not count.</summary>
    private static bool TryNetwork(string text, out IPNetwork network)
    {
        network = default;
        string[] parts = text.Split('/', 2);
        byte[] address = IPAddress.Parse(parts[0]).GetAddressBytes();
        int length = address.Length * 8;
        if (parts.Length > 1 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length))
        {
            uint mask = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(parts[1]).GetAddressBytes());
            length = BitOperations.PopCount(mask);
            if (length < 32 && mask << length != 0)
                return false;
        }

        for (int bit = length; bit < address.Length * 8; bit++)
            address[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        network = new IPNetwork(new IPAddress(address), length);
        return true;
    }
}
