using System.Net;

namespace Postern.Plugins.Dns.Servers;

/// <summary>Which servers are asked, and how: what resolv.conf says (resolv.conf(5)).</summary>
internal sealed record ServerList
{
    /// <summary>The port of name servers.</summary>
    public const int Port = 53;

    /// <summary>What holds when the file says nothing: the server of this host.</summary>
    public static ServerList Local { get; } = new() { Servers = [new IPEndPoint(IPAddress.Loopback, Port)] };

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [];

    /// <summary><c>options timeout:</c>; <see langword="null"/> when it is not said.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary><c>options attempts:</c>; <see langword="null"/> when it is not said.</summary>
    public int? Attempts { get; init; }

    /// <summary><c>options rotate</c>: look-ups begin with one server after the other.</summary>
    public bool Rotates { get; init; }

    /// <summary><c>options use-vc</c>: TCP alone.</summary>
    public bool UsesTcpOnly { get; init; }

    /// <summary><c>options trust-ad</c>: what servers elsewhere say of validation is believed, too.</summary>
    public bool TrustsAuthenticData { get; init; }

    /// <summary>Whether a server's word on validation counts: it came over a way that nobody else is on.</summary>
    public bool Trusts(IPEndPoint server) => TrustsAuthenticData || IPAddress.IsLoopback(server.Address);
}
