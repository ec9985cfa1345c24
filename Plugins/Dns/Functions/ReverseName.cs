using System.Net;
using System.Net.Sockets;

namespace Postern.Plugins.Dns.Functions;

/// <summary>Addresses, and the names under which they are looked up (RFC 1035 §3.5, RFC 3596 §2.5).</summary>
internal static class ReverseName
{
    /// <summary>Reads an IPv4 address of four decimal numbers or an IPv6 address, without brackets or a zone.</summary>
    public static bool TryParse(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.AsSpan().IndexOfAny("[]%/") >= 0 || !IPAddress.TryParse(text, out var parsed))
            return false;
        address = parsed;
        return parsed.AddressFamily == AddressFamily.InterNetworkV6 || parsed.ToString() == text;
    }

    /// <summary>The addresses that can be this one.</summary>
    public static AddressChoice ChoiceOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? AddressChoice.Six : AddressChoice.Four;

    /// <summary>The name of an address's PTR records.</summary>
    public static string Of(IPAddress address) => Labels(address) + (address.AddressFamily == AddressFamily.InterNetworkV6 ? ".ip6.arpa" : ".in-addr.arpa");

    /// <summary>The octets of an IPv4 address or the nibbles of an IPv6 address in reverse order.</summary>
    public static string Labels(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        Array.Reverse(bytes);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? string.Join('.', bytes.SelectMany(static value => new[] { $"{value & 0xF:x}", $"{value >> 4:x}" }))
            : string.Join('.', bytes);
    }
}
