using System.Globalization;
using System.Net;
using System.Text;
using Postern.Abstractions.Dns;

namespace Postern.Plugins.Dns.Wire;

/// <summary>Reads the data of a record into its presentation form.</summary>
internal static class RecordData
{
    /// <summary>Reads data that lies next in the message; all of it must be used.</summary>
    /// <param name="reader">The message, at the data.</param>
    /// <param name="type">The record's type.</param>
    /// <param name="length">The data's length.</param>
    /// <param name="preference">The preference of MX, the priority of SRV.</param>
    /// <param name="text">The data.</param>
    public static bool TryRead(ref WireReader reader, DnsRecordType type, int length, out int preference, out string text)
    {
        var end = reader.Position + length;
        preference = 0;
        text = "";
        return type switch
        {
            DnsRecordType.A => length == 4 && TryReadAddress(ref reader, length, out text),
            DnsRecordType.Aaaa => length == 16 && TryReadAddress(ref reader, length, out text),
            DnsRecordType.NS or DnsRecordType.Cname or DnsRecordType.Ptr => TryReadName(ref reader, out text),
            DnsRecordType.MX => TryReadPreferred(ref reader, out preference, out text),
            DnsRecordType.Txt => TryReadText(ref reader, end, out text),
            DnsRecordType.Srv => TryReadService(ref reader, out preference, out text),
            DnsRecordType.Soa => TryReadAuthority(ref reader, out text),
            DnsRecordType.Tlsa => TryReadAssociation(ref reader, length, out text),
            _ => TryReadUnknown(ref reader, length, out text),
        } && reader.Position == end;
    }

    /// <summary>The last number of an SOA record's text form: how long "there is nothing" may be believed (RFC 2308 §4).</summary>
    public static uint Minimum(string authority) =>
        uint.Parse(authority.AsSpan(authority.LastIndexOf(' ') + 1), NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool TryReadAddress(ref WireReader reader, int length, out string text)
    {
        var isThere = reader.TryReadBytes(length, out var bytes);
        text = isThere ? new IPAddress(bytes).ToString() : "";
        return isThere;
    }

    private static bool TryReadName(ref WireReader reader, out string text)
    {
        Span<char> name = stackalloc char[DnsName.MostBytes];
        var isThere = reader.TryReadName(name, out var length);
        text = isThere ? DnsName.ToText(name[..length]) : "";
        return isThere;
    }

    private static bool TryReadPreferred(ref WireReader reader, out int preference, out string text)
    {
        var isThere = reader.TryReadUInt16(out var value);
        preference = value;
        text = "";
        return isThere && TryReadName(ref reader, out text);
    }

    private static bool TryReadText(ref WireReader reader, int end, out string text)
    {
        var joined = new StringBuilder();
        text = "";
        while (reader.Position < end)
        {
            if (!reader.TryReadByte(out var length) || length > end - reader.Position || !reader.TryReadBytes(length, out var bytes))
                return false;
            foreach (var value in bytes)
                joined.Append((char)value);
        }

        text = joined.ToString();
        return true;
    }

    private static bool TryReadService(ref WireReader reader, out int priority, out string text)
    {
        text = "";
        priority = 0;
        if (!reader.TryReadUInt16(out var first) || !reader.TryReadUInt16(out var weight) || !reader.TryReadUInt16(out var port)
            || !TryReadName(ref reader, out var target))
            return false;
        priority = first;
        text = string.Create(CultureInfo.InvariantCulture, $"{weight} {port} {target}");
        return true;
    }

    private static bool TryReadAuthority(ref WireReader reader, out string text)
    {
        text = "";
        if (!TryReadName(ref reader, out var server) || !TryReadName(ref reader, out var mailbox)
            || !reader.TryReadUInt32(out var serial) || !reader.TryReadUInt32(out var refresh) || !reader.TryReadUInt32(out var retry)
            || !reader.TryReadUInt32(out var expire) || !reader.TryReadUInt32(out var minimum))
            return false;
        text = string.Create(CultureInfo.InvariantCulture, $"{server} {mailbox} {serial} {refresh} {retry} {expire} {minimum}");
        return true;
    }

    private static bool TryReadAssociation(ref WireReader reader, int length, out string text)
    {
        text = "";
        if (length < 3 || !reader.TryReadBytes(length, out var bytes))
            return false;
        text = string.Create(CultureInfo.InvariantCulture, $"{bytes[0]} {bytes[1]} {bytes[2]} {Convert.ToHexStringLower(bytes[3..])}");
        return true;
    }

    /// <summary>RFC 3597 §5.</summary>
    private static bool TryReadUnknown(ref WireReader reader, int length, out string text)
    {
        var isThere = reader.TryReadBytes(length, out var bytes);
        text = string.Create(CultureInfo.InvariantCulture, $"\\# {length} {Convert.ToHexStringLower(bytes)}").TrimEnd();
        return isThere;
    }
}
