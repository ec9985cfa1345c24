using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text;

/// <summary>Internet addresses and networks (manual, node "Internet address manipulation functions").</summary>
[PluginExport(typeof(IMflModule), "internet addresses")]
public sealed class InternetAddressFunctions : IMflModule
{
    /// <summary>A 32-bit number in network byte order; higher bits are dropped.</summary>
    [MflFunction("htonl", NonBlocking = true, Pure = true)]
    public static long HostToNetwork32(long number) => BinaryPrimitives.ReverseEndianness((uint)number);

    /// <summary>A 32-bit number in host byte order; higher bits are dropped.</summary>
    [MflFunction("ntohl", NonBlocking = true, Pure = true)]
    public static long NetworkToHost32(long number) => BinaryPrimitives.ReverseEndianness((uint)number);

    /// <summary>A 16-bit number in network byte order; higher bits are dropped.</summary>
    [MflFunction("htons", NonBlocking = true, Pure = true)]
    public static long HostToNetwork16(long number) => BinaryPrimitives.ReverseEndianness((ushort)number);

    /// <summary>A 16-bit number in host byte order; higher bits are dropped.</summary>
    [MflFunction("ntohs", NonBlocking = true, Pure = true)]
    public static long NetworkToHost16(long number) => BinaryPrimitives.ReverseEndianness((ushort)number);

    /// <summary>The number of an IPv4 address in dotted form, in host byte order; short, octal and hexadecimal forms as C's inet_aton takes them.</summary>
    /// <exception cref="MflException"><c>e_invip</c>: it is no such address.</exception>
    [MflFunction("inet_aton", NonBlocking = true, Pure = true, Raises = "e_invip")]
    public static long ParseAddress(string address) => DottedAddress.TryParse(address, out var number)
        ? number
        : throw new MflException(MflExceptionCode.InvalidIp, $"inet_aton: invalid IP address ({address})");

    /// <summary>The dotted form of an IPv4 address given as a number in host byte order; higher bits are dropped.</summary>
    [MflFunction("inet_ntoa", NonBlocking = true, Pure = true)]
    public static string FormatAddress(long address) =>
        string.Create(CultureInfo.InvariantCulture, $"{(byte)(address >> 24)}.{(byte)(address >> 16)}.{(byte)(address >> 8)}.{(byte)address}");

    /// <summary>The netmask with so many leading one bits, in host byte order.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the length is not 0 to 32.</exception>
    [MflFunction("len_to_netmask", NonBlocking = true, Pure = true, Raises = "e_range")]
    public static long LengthToNetmask(long length) => length is >= 0 and <= 32
        ? uint.MaxValue & (0xFFFF_FFFFL << (int)(32 - length))
        : throw new MflException(MflExceptionCode.Range, $"len_to_netmask: invalid netmask: {length}");

    /// <summary>The number of a netmask's bits down to its last one bit.</summary>
    [MflFunction("netmask_to_len", NonBlocking = true, Pure = true)]
    public static long NetmaskToLength(long netmask) => 32 - uint.TrailingZeroCount((uint)netmask);

    /// <summary>The octets of an IPv4 address or the nibbles of an IPv6 address in reverse order, joined by dots, as they are looked up in DNS.</summary>
    /// <exception cref="MflException"><c>e_invip</c>: it is no address.</exception>
    [MflFunction("reverse_ipstr", NonBlocking = true, Pure = true, Raises = "e_invip")]
    public static string Reverse(string address)
    {
        if (DottedAddress.TryParse(address, out var number))
            return FormatAddress(BinaryPrimitives.ReverseEndianness((uint)number));
        if (!TryParse6(address, out var parsed))
            throw new MflException(MflExceptionCode.InvalidIp, $"reverse_ipstr: invalid IP address ({address})");
        var nibbles = Convert.ToHexStringLower(parsed.GetAddressBytes()).ToCharArray();
        Array.Reverse(nibbles);
        return string.Join('.', nibbles);
    }

    /// <summary>Whether the string is an IPv4 address of four decimal octets or an IPv6 address (RFC 4291 §2.2), without brackets or a zone.</summary>
    [MflFunction("is_ipstr", NonBlocking = true, Pure = true)]
    public static bool IsAddress(string text) => IsAddress4(text) || IsAddress6(text);

    /// <summary>Whether the string is an IPv4 address of four decimal octets.</summary>
    [MflFunction("is_ipv4str", NonBlocking = true, Pure = true)]
    public static bool IsAddress4(string text) => DottedAddress.IsStrict(text);

    /// <summary>Whether the string is an IPv6 address (RFC 4291 §2.2), without brackets or a zone.</summary>
    [MflFunction("is_ipv6str", NonBlocking = true, Pure = true)]
    public static bool IsAddress6(string text) => TryParse6(text, out _);

    /// <summary>Whether an address lies in a network of its family; a network with one bits behind its prefix holds none.</summary>
    /// <exception cref="MflException"><c>e_invip</c>: the address is none; <c>e_invcidr</c>: the network is not ADDRESS/LENGTH.</exception>
    [MflFunction("cidr_contains", NonBlocking = true, Pure = true, Raises = "e_invip e_invcidr")]
    public static bool Contains(string address, string network)
    {
        if (!TryNetwork(network, out var prefix, out var length))
            throw new MflException(MflExceptionCode.InvalidCidr, $"invalid CIDR ({network})");
        IPAddress host;
        if (DottedAddress.TryParse(address, out var number))
            host = Address4(number);
        else if (!TryParse6(address, out host))
            throw new MflException(MflExceptionCode.InvalidIp, $"match_cidr: invalid IP address ({address})");
        if (host.AddressFamily != prefix.AddressFamily)
            return false;
        var bytes = host.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - (i * 8), 0, 8));
        return bytes.AsSpan().SequenceEqual(prefix.GetAddressBytes());
    }

    private static bool TryNetwork(string network, out IPAddress prefix, out int length)
    {
        prefix = IPAddress.None;
        length = 0;
        var slash = network.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !int.TryParse(network.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length))
            return false;
        var address = network[..slash];
        if (IsAddress4(address) && DottedAddress.TryParse(address, out var number))
            prefix = Address4(number);
        else if (!TryParse6(address, out prefix))
            return false;
        return length <= (prefix.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    private static IPAddress Address4(long number) => new(BinaryPrimitives.ReverseEndianness((uint)number));

    private static bool TryParse6(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (!text.Contains(':', StringComparison.Ordinal) || text.AsSpan().IndexOfAny("[]%/") >= 0 || !IPAddress.TryParse(text, out var parsed))
            return false;
        address = parsed;
        return parsed.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
