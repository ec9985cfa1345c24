using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Postern.Plugins.Spf.Records;

/// <summary>Addresses and networks.</summary>
internal static class SpfAddress
{
    private const int Octets = 4;

    /// <summary>Reads an address as the grammar has it: four decimal numbers without leading zeros, or RFC 4291's text without a zone.</summary>
    public static IPAddress? Read(ReadOnlySpan<char> text, AddressFamily family) => family == AddressFamily.InterNetwork
        ? Read4(text)
        : text.Contains(':') && !text.ContainsAny("%[]") && IPAddress.TryParse(text, out IPAddress? address) ? address : null;

    /// <summary>An IPv4-mapped address is an IPv4 address (section 5).</summary>
    public static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    public static bool IsIn(IPAddress address, IPAddress network, int prefix)
    {
        Span<byte> left = stackalloc byte[16];
        Span<byte> right = stackalloc byte[16];
        if (address.AddressFamily != network.AddressFamily || !address.TryWriteBytes(left, out int length) || !network.TryWriteBytes(right, out _))
            return false;
        int whole = prefix / 8;
        if (!left[..whole].SequenceEqual(right[..whole]))
            return false;
        int rest = prefix % 8;
        return rest == 0 || whole >= length || (left[whole] ^ right[whole]) >> (8 - rest) == 0;
    }

    private static IPAddress? Read4(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[Octets];
        int count = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> digits = text[range];
            if (count == Octets || digits.IsEmpty || (digits[0] == '0' && digits.Length > 1)
                || !byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bytes[count]))
                return null;
            count++;
        }

        return count == Octets ? new IPAddress(bytes) : null;
    }
}
