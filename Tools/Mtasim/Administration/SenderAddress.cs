using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Postern.Abstractions.Milter;

namespace Postern.Tools.Mtasim.Administration;

/// <summary>Where the SMTP client connects from: what the handler <c>connect</c> gets.</summary>
internal sealed record SenderAddress(string HostName, ClientFamily Family, string Address, ushort Port)
{
    private const int MaxWords = 4;

    public static SenderAddress Default { get; } = new("localhost", ClientFamily.Unknown, "", 0);

    /// <summary>Reads <c>FAMILY [HOSTNAME [ADDRESS [PORT]]]</c>; which are wanted depends on the family.</summary>
    public static bool TryParse(
        IReadOnlyList<string> words, [NotNullWhen(true)] out SenderAddress? address, out string problem)
    {
        address = null;
        bool isStdio = words.Count > 0 && words[0] is "stdio" or "0";
        if (words.Count is 0 or > MaxWords)
            problem = "Bad number of arguments";
        else if (words.Count < 3 && !isStdio)
            problem = "Too few arguments";
        else
        {
            problem = words[0] switch
            {
                "stdio" or "0" => Stdio(words, ref address),
                "unix" or "1" => Unix(words, ref address),
                "inet" or "2" => Inet(words, AddressFamily.InterNetwork, ref address),
                "inet6" or "3" => Inet(words, AddressFamily.InterNetworkV6, ref address),
                var family => family.All(char.IsAsciiDigit) ? "Unsupported family" : "Unrecognized family",
            };
        }

        return address is not null;
    }

    private static string Stdio(IReadOnlyList<string> words, ref SenderAddress? address)
    {
        if (words.Count > 2)
            return "Too many arguments for this address family";
        address = words.Count == 1 ? Default : Default with { HostName = words[1] };
        return "";
    }

    private static string Unix(IReadOnlyList<string> words, ref SenderAddress? address)
    {
        if (words.Count > 3)
            return "Too many arguments for this address family";
        address = new SenderAddress(words[1], ClientFamily.Unix, words[2], 0);
        return "";
    }

    private static string Inet(IReadOnlyList<string> words, AddressFamily family, ref SenderAddress? address)
    {
        if (words.Count < MaxWords)
            return "Not enough arguments for this address family";
        if (!ushort.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return "Invalid port number";
        bool isIPv6 = family == AddressFamily.InterNetworkV6;
        // IPAddress takes shortened spellings of IPv4 that no MTA sends.
        if (!IPAddress.TryParse(words[2], out var parsed) || parsed.AddressFamily != family || (!isIPv6 && words[2].Count('.') != 3))
            return "Invalid IP address";
        address = isIPv6
            ? new SenderAddress(words[1], ClientFamily.IPv6, "IPv6:" + words[2], port)
            : new SenderAddress(words[1], ClientFamily.IPv4, words[2], port);
        return "";
    }
}
