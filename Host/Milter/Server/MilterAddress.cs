using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Postern.Milter.Server;

/// <summary>The address of a milter socket in any of the spellings of Sendmail, Postfix and mailfromd.</summary>
/// <param name="Family">The kind of socket.</param>
/// <param name="Host">Host name or address; empty for any address. Empty for a UNIX socket.</param>
/// <param name="Port">TCP port, 0 to 65535; 0 lets the system choose when listening. 0 for a UNIX socket.</param>
/// <param name="Path">Path of the UNIX socket, otherwise empty.</param>
public sealed record MilterAddress(MilterAddressFamily Family, string Host, int Port, string Path)
{
    /// <summary>The longest path of a UNIX socket in bytes (<c>sun_path</c> without the final NUL).</summary>
    public const int MaxPathBytes = 107;

    /// <summary>
    /// Reads an address: <c>inet:port@host</c>, <c>inet:port</c>, <c>inet:host:port</c> (Postfix), <c>inet://host:port</c>, the same
    /// with <c>inet6</c> (an address with colons stands in brackets), <c>unix:/path</c>, <c>unix:///path</c>, <c>local:/path</c> and a bare <c>/path</c>.
    /// </summary>
    /// <param name="text">The address.</param>
    /// <param name="address">The address read.</param>
    /// <param name="problem">What is wrong and what was expected, when the result is <see langword="false"/>.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out MilterAddress? address, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        if (text.StartsWith('/'))
            return TryPath(text, text, out address, out problem);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string scheme = colon < 0 ? text : text[..colon];
        string rest = colon < 0 ? "" : text[(colon + 1)..];
        bool isUrl = rest.StartsWith("//", StringComparison.Ordinal);
        if (isUrl)
            rest = rest[2..];
        if (Is(scheme, "unix") || Is(scheme, "local"))
            return TryPath(text, rest, out address, out problem);
        if (colon >= 0 && (Is(scheme, "inet") || Is(scheme, "inet4")))
            return TryHost(text, MilterAddressFamily.Inet, rest, out address, out problem);
        if (colon >= 0 && Is(scheme, "inet6"))
            return TryHost(text, MilterAddressFamily.Inet6, rest, out address, out problem);
        problem = $"socket address \"{text}\": expected inet:PORT@HOST, inet6:PORT@HOST, inet://HOST:PORT or unix:/PATH";
        return false;
    }

    /// <summary>Finds the socket address, by DNS when the host is a name.</summary>
    /// <exception cref="SocketException">The host has no address of this family.</exception>
    public async ValueTask<EndPoint> ResolveAsync(CancellationToken cancellationToken)
    {
        if (Family == MilterAddressFamily.Unix)
            return new UnixDomainSocketEndPoint(Path);
        var any = Family == MilterAddressFamily.Inet6 ? IPAddress.IPv6Any : IPAddress.Any;
        if (Host.Length == 0)
            return new IPEndPoint(any, Port);
        if (IPAddress.TryParse(Host, out var literal))
            return new IPEndPoint(literal, Port);
        var found = await Dns.GetHostAddressesAsync(Host, any.AddressFamily, cancellationToken);
        return found.Length > 0 ? new IPEndPoint(found[0], Port) : throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>The canonical spelling: <c>unix:/path</c>, <c>inet:port@host</c>, <c>inet6:port@host</c>.</summary>
    public override string ToString() => Family switch
    {
        MilterAddressFamily.Unix => "unix:" + Path,
        MilterAddressFamily.Inet6 => Name("inet6"),
        _ => Name("inet"),
    };

    private string Name(string scheme) => Host.Length == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{scheme}:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{scheme}:{Port}@{Host}");

    private static bool Is(string scheme, string name) => scheme.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool TryPath(
        string text, string path, [NotNullWhen(true)] out MilterAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        problem = null;
        int bytes = System.Text.Encoding.UTF8.GetByteCount(path);
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            problem = $"socket address \"{text}\": expected the path of a UNIX socket";
        else if (bytes > MaxPathBytes)
            problem = $"socket address \"{text}\": the path has {bytes} bytes, a UNIX socket allows {MaxPathBytes}; use a shorter path";
        else
            address = new MilterAddress(MilterAddressFamily.Unix, "", 0, path);
        return problem is null;
    }

    private static bool TryHost(
        string text,
        MilterAddressFamily family,
        string rest,
        [NotNullWhen(true)] out MilterAddress? address,
        [NotNullWhen(false)] out string? problem)
    {
        address = null;
        SplitHost(rest, out string host, out string port);
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > ushort.MaxValue)
        {
            problem = $"socket address \"{text}\": expected a port from 0 to 65535, found \"{port}\"";
            return false;
        }

        var wanted = family == MilterAddressFamily.Inet6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        if (host.Length > 0 && IPAddress.TryParse(host, out var literal) && literal.AddressFamily != wanted)
        {
            problem = $"socket address \"{text}\": {host} is not an address of this family; use "
                + (wanted == AddressFamily.InterNetwork ? "inet6:" : "inet:");
            return false;
        }

        problem = null;
        address = new MilterAddress(family, host, number, "");
        return true;
    }

    // port@host, [host]:port, host:port, port
    private static void SplitHost(string rest, out string host, out string port)
    {
        int at = rest.IndexOf('@', StringComparison.Ordinal);
        int colon = rest.LastIndexOf(':');
        if (at >= 0)
            (port, host) = (rest[..at], rest[(at + 1)..]);
        else if (colon >= 0)
            (host, port) = (rest[..colon], rest[(colon + 1)..]);
        else
            (host, port) = ("", rest);
        if (host.Length > 2 && host[0] == '[' && host[^1] == ']')
            host = host[1..^1];
        if (host is "0" or "*")
            host = "";
    }
}
