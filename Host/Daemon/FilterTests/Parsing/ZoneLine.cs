using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Postern.Abstractions.Dns;
using Postern.Daemon.FilterTests.Model;

namespace Postern.Daemon.FilterTests.Parsing;

/// <summary>
/// What follows <c>dns</c>: <c>NAME TYPE DATA</c>, <c>NAME [TYPE] STATUS</c> or <c>NAME AUTHENTIC</c>. An address in the place of the name is its reverse name.
/// </summary>
internal static class ZoneLine
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, DnsRecordType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["A"] = DnsRecordType.A,
        ["AAAA"] = DnsRecordType.Aaaa,
        ["CNAME"] = DnsRecordType.Cname,
        ["MX"] = DnsRecordType.MX,
        ["NS"] = DnsRecordType.NS,
        ["PTR"] = DnsRecordType.Ptr,
        ["SOA"] = DnsRecordType.Soa,
        ["SRV"] = DnsRecordType.Srv,
        ["TLSA"] = DnsRecordType.Tlsa,
        ["TXT"] = DnsRecordType.Txt,
    };

    private static readonly Dictionary<string, DnsStatus> Statuses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["NODATA"] = DnsStatus.NoData,
        ["NXDOMAIN"] = DnsStatus.NameError,
        ["REFUSED"] = DnsStatus.Refused,
        ["SERVFAIL"] = DnsStatus.ServerFailure,
        ["TIMEOUT"] = DnsStatus.TimedOut,
    };

    public static ZoneEntry Read(LineCursor line)
    {
        string name = NameOf(line.Word("a domain name"));
        string word = line.Word("a type of records, or NXDOMAIN, SERVFAIL, TIMEOUT, REFUSED, NODATA, AUTHENTIC");
        if (Statuses.TryGetValue(word, out DnsStatus status))
            return new ZoneEntry(name, null, null, status);
        if (word.Equals("AUTHENTIC", StringComparison.OrdinalIgnoreCase))
            return new ZoneEntry(name, null, null, DnsStatus.Success, IsAuthentic: true);
        if (!Types.TryGetValue(word, out DnsRecordType type))
            throw new TestSyntaxException(FilterTestParser.Unknown("type of DNS records", word, [.. Types.Keys, .. Statuses.Keys, "AUTHENTIC"]));
        if (!line.IsAtText && Statuses.TryGetValue(line.Peek(), out status))
        {
            line.Take(line.Peek());
            return new ZoneEntry(name, type, null, status);
        }

        int preference = type is DnsRecordType.MX or DnsRecordType.Srv ? Preference(line) : 0;
        return new ZoneEntry(name, type, new DnsRecord(type, name, preference, Data(line, type), TimeToLive), DnsStatus.Success);
    }

    /// <summary>The name that belongs to an address, or the name itself, as the resolver compares them.</summary>
    public static string NameOf(string text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address))
            return text.TrimEnd('.').ToLowerInvariant();
        byte[] bytes = address.GetAddressBytes();
        Array.Reverse(bytes);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? string.Join('.', bytes) + ".in-addr.arpa"
            : string.Join('.', bytes.SelectMany(static part => new[] { $"{part & 0xF:x}", $"{part >> 4:x}" })) + ".ip6.arpa";
    }

    private static int Preference(LineCursor line)
    {
        string text = line.Word("the preference of the record");
        return ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number)
            ? number
            : throw new TestSyntaxException($"a preference from 0 to 65535 was expected, `{text}' stands there");
    }

    private static string Data(LineCursor line, DnsRecordType type)
    {
        switch (type)
        {
            case DnsRecordType.Txt:
                return line.Word("the text of the record");
            case DnsRecordType.A or DnsRecordType.Aaaa:
                string text = line.Word("an address");
                var family = type == DnsRecordType.A ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
                return IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == family
                    ? address.ToString()
                    : throw new TestSyntaxException($"an {(type == DnsRecordType.A ? "IPv4" : "IPv6")} address was expected, `{text}' stands there");
            case DnsRecordType.Srv or DnsRecordType.Soa or DnsRecordType.Tlsa:
                return line.IsAtEnd ? throw new TestSyntaxException("the data of the record was expected, the line ends") : line.Rest();
            default:
                return line.Word("a domain name").TrimEnd('.');
        }
    }
}
