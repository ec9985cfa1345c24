using System.Buffers.Binary;
using System.Composition;
using System.Net;
using System.Net.Sockets;
using Postern.Abstractions;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Dns.Functions;

/// <summary>Queries and their replies (manual, node "dns_query").</summary>
[PluginExport(typeof(IMflModule), "dns queries")]
[method: ImportingConstructor]
public sealed class QueryFunctions(IDnsResolver resolver) : IMflModule
{
    private const string Query = "dns_query";
    private readonly Lookups _lookups = new(resolver);

    /// <summary>Looks records up.</summary>
    /// <param name="context">The session.</param>
    /// <param name="type">A constant <c>DNS_TYPE_</c> of the module <c>dns</c>.</param>
    /// <param name="name">The name; for PTR an address.</param>
    /// <param name="sort">Sort what comes: addresses by number, the rest as text. Otherwise MX is in the order of preference, and the rest in that of the reply.</param>
    /// <param name="resolve">A constant <c>RESOLVE_</c> of the module <c>dns</c>: give the addresses of the hosts that NS and MX name.</param>
    /// <returns>The descriptor of the reply; -1 when there is nothing.</returns>
    /// <exception cref="MflException"><c>e_failure</c>: it is no name, or the type is none of these; <c>e_invip</c>: it is no address; <c>e_range</c>: no such <c>RESOLVE_</c>; <c>e_temp_failure</c>, <c>e_too_many</c>: the look-up failed.</exception>
    [MflFunction(Query, Raises = "e_failure e_invip e_range e_temp_failure e_too_many")]
    public async ValueTask<long> LookUp(MflContext context, long type, string name, bool sort = false, long resolve = 0)
    {
        if (type is not ((long)DnsRecordType.A or (long)DnsRecordType.Aaaa or (long)DnsRecordType.NS or (long)DnsRecordType.Ptr or (long)DnsRecordType.MX or (long)DnsRecordType.Txt))
            throw new MflException(MflExceptionCode.Failure, $"{Query}: unsupported type: {type}");
        if (resolve is < 0 or > (long)AddressChoice.Six)
            throw new MflException(MflExceptionCode.Range, $"{Query}: no such way to resolve: {resolve}");
        var kind = (DnsRecordType)type;
        var choice = kind is DnsRecordType.NS or DnsRecordType.MX ? (AddressChoice)resolve : AddressChoice.None;
        var values = await ValuesAsync(kind, name, choice, context.CancellationToken);
        var areAddresses = kind is DnsRecordType.A or DnsRecordType.Aaaa || choice != AddressChoice.None;
        if (values.Count == 0)
            return -1;
        return context.GetState(static () => new ReplyTable()).Add(new DnsReply(sort ? Sorted(values, areAddresses) : values, areAddresses));
    }

    /// <summary>How many records a reply has; 0 for -1.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: there is no such reply.</exception>
    [MflFunction("dns_reply_count", NonBlocking = true, Raises = "e_failure")]
    public static long Count(MflContext context, long reply) => reply switch
    {
        -1 => 0,
        < -1 => throw new MflException(MflExceptionCode.Failure, $"dns_reply_count: invalid DNS reply number: {reply}"),
        _ => context.GetState(static () => new ReplyTable()).Get("dns_reply_count", reply).Values.Count,
    };

    /// <summary>A record of a reply.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: there is no such reply; <c>e_range</c>: no such record.</exception>
    [MflFunction("dns_reply_string", NonBlocking = true, Raises = "e_failure e_range")]
    public static string Text(MflContext context, long reply, long index) =>
        context.GetState(static () => new ReplyTable()).Get("dns_reply_string", reply, index);

    /// <summary>An IPv4 address of a reply, as a number in network byte order (<c>ntohl</c> makes of it what <c>inet_ntoa</c> takes).</summary>
    /// <exception cref="MflException"><c>e_failure</c>: there is no such reply, or it has no such addresses; <c>e_range</c>: no such record.</exception>
    [MflFunction("dns_reply_ip", NonBlocking = true, Raises = "e_failure e_range")]
    public static long Address(MflContext context, long reply, long index)
    {
        var table = context.GetState(static () => new ReplyTable());
        var text = table.Get("dns_reply_ip", reply, index);
        return table.Get("dns_reply_ip", reply).AreAddresses && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32LittleEndian(address.GetAddressBytes())
            : throw new MflException(MflExceptionCode.Failure, $"dns_reply_ip: record {index} of reply {reply} is no IPv4 address");
    }

    /// <summary>Frees a reply's descriptor; others than those in use are passed over.</summary>
    [MflFunction("dns_reply_release", NonBlocking = true)]
    public static void Release(MflContext context, long reply) => context.GetState(static () => new ReplyTable()).Release(reply);

    private async ValueTask<IReadOnlyList<string>> ValuesAsync(DnsRecordType type, string name, AddressChoice choice, CancellationToken cancellationToken)
    {
        var owner = name;
        var isAddress = ReverseName.TryParse(name, out var address);
        if (isAddress && type == (address.AddressFamily == AddressFamily.InterNetworkV6 ? DnsRecordType.Aaaa : DnsRecordType.A))
            return [address.ToString()];
        if (type == DnsRecordType.Ptr)
            owner = isAddress ? ReverseName.Of(address) : throw new MflException(MflExceptionCode.InvalidIp, $"{Query}: invalid IP: {name}");
        var failure = $"{Query}: cannot get {NameOf(type)} records for {name}";
        var records = await _lookups.RecordsAsync(owner, type, failure, cancellationToken);
        switch (type)
        {
            case DnsRecordType.MX:
                records = [.. Lookups.ByPreference(records)];
                break;
            case DnsRecordType.A or DnsRecordType.Aaaa:
                return [.. records.Select(static record => record.Data)];
            case DnsRecordType.Txt:
                return [.. records.Select(static record => UpToNul(record.Data))];
        }

        return choice == AddressChoice.None
            ? [.. Lookups.HostNames(records, hasNone: type == DnsRecordType.MX)]
            : await _lookups.AddressesAsync(Lookups.HostNames(records), choice, failure, cancellationToken);
    }

    private static string NameOf(DnsRecordType type) => type switch
    {
        DnsRecordType.A => "a",
        DnsRecordType.Aaaa => "aaaa",
        DnsRecordType.NS => "ns",
        DnsRecordType.Ptr => "ptr",
        DnsRecordType.MX => "mx",
        _ => "txt",
    };

    /// <summary>A string has no NUL: what is behind one is not there.</summary>
    private static string UpToNul(string text) => text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text;

    private static string[] Sorted(IReadOnlyList<string> values, bool areAddresses) => areAddresses
        ? [.. values.OrderBy(static value => Convert.ToHexString(IPAddress.Parse(value).GetAddressBytes()), StringComparer.Ordinal)]
        : [.. values.Order(StringComparer.Ordinal)];
}
