using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Postern.Plugins.Greylist.Keys;

/// <summary>Names that clients greet with.</summary>
internal static class HeloName
{
    private const int MostLength = 253;
    private const int MostLabel = 63;

    private static readonly SearchValues<char> LabelCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    /// <summary>Words in the names of machines that come and go. That most such names spell their address catches far more of them.</summary>
    private static readonly FrozenSet<string> DynamicWords = new[]
    {
        "adsl", "broadband", "cable", "cpe", "dhcp", "dial", "dialin", "dialup", "dsl", "dyn", "dynamic", "ppp", "pppoe", "vdsl", "xdsl",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it is the name of a host in the DNS, with a domain: no address, no literal.</summary>
    public static bool IsHost(string name)
    {
        if (name.Length > MostLength)
            return false;
        int labels = 0;
        var last = default(ReadOnlySpan<char>);
        foreach (Range range in name.AsSpan().Split('.'))
        {
            last = name.AsSpan(range);
            labels++;
            if (last.IsEmpty || last.Length > MostLabel || last.ContainsAnyExcept(LabelCharacters))
                return false;
        }

        return labels > 1 && !char.IsAsciiDigit(last[0]);
    }

    /// <summary>Whether a name spells its address or says that it comes and goes, as those of dial-up customers do.</summary>
    public static bool LooksDynamic(string name, IPAddress client)
    {
        int domain = name.LastIndexOf('.', name.LastIndexOf('.') - 1);
        if (domain < 0)
            return false;
        string host = name[..domain];
        return host.Split(['.', '-', '_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).Any(DynamicWords.Contains)
            || (client.AddressFamily == AddressFamily.InterNetwork ? Spells4(host, client) : Spells6(host, client));
    }

    /// <summary>
    /// What the hosts of one sender have in common: the name without its first label, unless what is left looks like a place where anybody registers domains
    /// (<c>co.uk</c>, <c>com.au</c>), or nothing would be left.
    /// </summary>
    public static string Domain(string name)
    {
        string[] labels = name.ToLowerInvariant().Split('.');
        const int Shortest = 3;
        bool isOneDomain = labels.Length < Shortest || (labels.Length == Shortest && labels[2].Length == 2 && labels[1].Length <= Shortest);
        return string.Join('.', isOneDomain ? labels : labels[1..]);
    }

    private static bool Spells4(string host, IPAddress client)
    {
        byte[] octets = client.GetAddressBytes();
        string hex = Convert.ToHexString(octets);
        string padded = string.Concat(octets.Select(static octet => octet.ToString("D3", CultureInfo.InvariantCulture)));
        if (host.Contains(hex, StringComparison.OrdinalIgnoreCase) || host.Contains(padded, StringComparison.Ordinal))
            return true;
        int[] numbers = [.. Numbers(host)];
        int[] forward = [.. octets.Select(static octet => (int)octet)];
        int[] backward = [.. forward.Reverse()];
        return numbers.AsSpan().IndexOf(forward) >= 0 || numbers.AsSpan().IndexOf(backward) >= 0;
    }

    private static bool Spells6(string host, IPAddress client)
    {
        string hex = Convert.ToHexString(client.GetAddressBytes());
        string digits = string.Concat(host.Where(char.IsAsciiHexDigit));
        // The half behind the network tells machines apart.
        return digits.Contains(hex[(hex.Length / 2)..], StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<int> Numbers(string host)
    {
        const int TooLarge = 1000;
        int number = -1;
        foreach (char c in host)
        {
            if (char.IsAsciiDigit(c))
            {
                number = int.Min((int.Max(number, 0) * 10) + (c - '0'), TooLarge);
            }
            else if (number >= 0)
            {
                yield return number;
                number = -1;
            }
        }

        if (number >= 0)
            yield return number;
    }
}
