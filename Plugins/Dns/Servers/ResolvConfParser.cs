using System.Globalization;
using System.Net;

namespace Postern.Plugins.Dns.Servers;

/// <summary>
/// Reads resolv.conf: <c>nameserver ADDRESS</c> (IPv4, IPv6 with <c>%SCOPE</c>, and <c>[ADDRESS]:PORT</c>) and <c>options</c>. Names are looked up as they stand, so <c>domain</c>,
/// <c>search</c> and <c>ndots</c> mean nothing here; what the C library's resolver would not understand is passed over, as it does.
/// </summary>
internal static class ResolvConfParser
{
    /// <summary>The most servers that are kept.</summary>
    public const int MostServers = 8;

    private const int MostSeconds = 30;
    private const int MostAttempts = 5;

    public static ServerList Parse(string text)
    {
        var result = new ServerList();
        var servers = new List<IPEndPoint>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var words = line.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is ["nameserver", var address, ..] && servers.Count < MostServers && TryParseServer(address, out var server))
                servers.Add(server);
            else if (words is ["options", ..])
                result = words.Skip(1).Aggregate(result, Apply);
        }

        return result with { Servers = servers.Count > 0 ? servers : ServerList.Local.Servers };
    }

    private static bool TryParseServer(string text, out IPEndPoint server)
    {
        var hasPort = text.StartsWith('[') && text.Contains("]:", StringComparison.Ordinal);
        var end = text.LastIndexOf("]:", StringComparison.Ordinal);
        var port = ServerList.Port;
        server = ServerList.Local.Servers[0];
        if (!IPAddress.TryParse(hasPort ? text[1..end] : text, out var address)
            || (hasPort && (!int.TryParse(text.AsSpan(end + 2), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > IPEndPoint.MaxPort)))
            return false;
        server = new IPEndPoint(address, port);
        return true;
    }

    private static ServerList Apply(ServerList list, string option) => option.Split(':', 2) switch
    {
        ["timeout", var value] when TryNumber(value, out var seconds) => list with { Timeout = TimeSpan.FromSeconds(Math.Clamp(seconds, 1, MostSeconds)) },
        ["attempts", var value] when TryNumber(value, out var attempts) => list with { Attempts = Math.Clamp(attempts, 1, MostAttempts) },
        ["rotate"] => list with { Rotates = true },
        ["use-vc"] => list with { UsesTcpOnly = true },
        ["trust-ad"] => list with { TrustsAuthenticData = true },
        // EDNS0 is always used; the rest is about searching and about the C library.
        _ => list,
    };

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
