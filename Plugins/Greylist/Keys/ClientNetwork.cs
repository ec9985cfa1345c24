using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Greylist.Keys;

/// <summary>Addresses of clients, and the networks that they are in.</summary>
internal static class ClientNetwork
{
    public const int DefaultBits4 = 24;
    public const int DefaultBits6 = 64;
    public const int MostBits4 = 32;
    public const int MostBits6 = 128;

    private const string Tag = "IPv6:";

    private static readonly SearchValues<char> Characters6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Reads an address as MTAs give it: with <c>IPv6:</c> before it or without; one of IPv4 in IPv6 is one of IPv4.</summary>
    /// <exception cref="MflException"><c>e_invip</c>: it is none.</exception>
    public static IPAddress Parse(string function, string text)
    {
        string bare = text.StartsWith(Tag, StringComparison.OrdinalIgnoreCase) ? text[Tag.Length..] : text;
        if (bare.Contains(':', StringComparison.Ordinal))
        {
            if (!bare.AsSpan().ContainsAnyExcept(Characters6) && IPAddress.TryParse(bare, out var address6))
                return address6.IsIPv4MappedToIPv6 ? address6.MapToIPv4() : address6;
        }
        else if (IPAddress.TryParse(bare, out var address4) && address4.ToString() == bare)
        {
            return address4;
        }

        throw new MflException(MflExceptionCode.InvalidIp, $"{function}: invalid IP address ({text})");
    }

    /// <summary>The network of an address, as <c>ADDRESS/BITS</c>.</summary>
    public static string Of(IPAddress address, int bits4, int bits6)
    {
        int bits = address.AddressFamily == AddressFamily.InterNetwork ? bits4 : bits6;
        Span<byte> bytes = stackalloc byte[MostBits6 / 8];
        address.TryWriteBytes(bytes, out int length);
        bytes = bytes[..length];
        for (int i = 0; i < length; i++)
            bytes[i] &= (byte)(0xFF00 >> int.Clamp(bits - (i * 8), 0, 8));
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{bits}");
    }
}
