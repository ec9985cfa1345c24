using Postern.Abstractions.Configuration;
using Postern.Configuration.Options;

namespace Postern.Configuration.Binding;

/// <summary>The <c>server milter</c> block.</summary>
internal static class ServerRules
{
    private const int MostInstances = 100_000;

    private static readonly BlockRules<ServerConfiguration> Block = new("server",
        new Dictionary<string, StatementRule<ServerConfiguration>>(StringComparer.Ordinal)
        {
            ["id"] = (o, s, read) => o with { Id = read.Text(s, o.Id) },
            ["listen"] = (o, s, read) => o with { Listen = read.Text(s, o.Listen), Place = s.Place },
            ["backlog"] = (o, s, read) => o with { Backlog = read.Number(s, 1, 65_535, o.Backlog) },
            ["max-instances"] = (o, s, read) => o with { MaxInstances = read.Number(s, 1, MostInstances, o.MaxInstances) },
            ["reuseaddr"] = (o, s, read) => o with { ReuseAddress = read.Flag(s, o.ReuseAddress) },
            ["socket-mode"] = (o, s, read) => o with { SocketMode = read.Octal(s, o.SocketMode) },
            ["socket-owner"] = (o, s, read) => o with { SocketOwner = read.Text(s, o.SocketOwner) },
            ["acl"] = (o, s, read) => o with { Acl = AclRules.Block.Apply(o.Acl ?? [], s, read) },
        });

    public static HostConfiguration Add(HostConfiguration host, ConfigurationStatement statement, ValueReader read)
    {
        switch (read.Label(statement, "milter"))
        {
            case null:
                return host;
            case "callout":
                read.Problems.Error(statement.Place, "`server callout' is documented in the manual, but not built yet; remove it");
                return host;
            case "milter":
                break;
            case { } other:
                read.Problems.Error(statement.Values[0].Place, $"unknown server type `{other}'; expected milter");
                return host;
        }

        ServerConfiguration server = Block.Apply(new ServerConfiguration { Place = statement.Place }, statement, read);
        if (server.Listen.Length == 0)
            read.Problems.Error(statement.Place, "the server has no `listen' statement: nothing says where it listens");
        return host with { Servers = [.. host.Servers, server] };
    }
}
