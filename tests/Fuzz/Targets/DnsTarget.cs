using System.Buffers.Binary;
using System.Text;
using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Caching;
using Postern.Plugins.Dns.Wire;

namespace Postern.Fuzz.Targets;

/// <summary>A DNS response: it gives a status and records whose names read as the same names again, whatever it holds; its bytes as a name do so, too.</summary>
internal sealed class DnsTarget : IFuzzTarget
{
    private const int HeaderBytes = 12;
    private const int MostAliases = 4;

    private static readonly (DnsRecordType Type, byte[] Data)[] Records =
    [
        (DnsRecordType.A, [192, 0, 2, 1]),
        (DnsRecordType.Aaaa, [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
        (DnsRecordType.MX, [0, 10, 2, (byte)'m', (byte)'x', 0xC0, HeaderBytes]),
        (DnsRecordType.NS, [2, (byte)'n', (byte)'s', 0xC0, HeaderBytes]),
        (DnsRecordType.Ptr, [1, (byte)'.', 1, 0, 0]),
        (DnsRecordType.Txt, [3, (byte)'a', 0xFF, 0, 0, 1, (byte)'b']),
        (DnsRecordType.Srv, [0, 1, 0, 2, 0, 25, 0xC0, HeaderBytes]),
        (DnsRecordType.Tlsa, [3, 1, 1, 0xAB]),
        (DnsRecordType.Soa, [0xC0, HeaderBytes, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5]),
        (DnsRecordType.Cname, [1, (byte)'c', 0xC0, HeaderBytes]),
    ];

    public string Name => "dns";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. Records.Select(static record => Response(record.Type)), Response(DnsRecordType.Txt, isAuthority: true)];

    public IReadOnlyList<byte[]> Dictionary { get; } =
    [
        [0xC0, 12], [0xC0, 0], [0xC0, 30], [0xFF, 0xFF], [0, 0], [0x40], [0x80], [0x3F], [0, 5], [0, 6], [0, 1], [0, 16], [0, 41], [0x81, 0x80], [0x81, 0x83], [0x83, 0x80],
        [0x80, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [(byte)'\\'], [(byte)'.'],
    ];

    public int SampleSize => 20_000;

    public int FullSize => 1_000_000;

    public ValueTask<string?> CheckAsync(byte[] input) => ValueTask.FromResult(CheckName(Encoding.Latin1.GetString(input)) ?? CheckResponse(input));

    private static string? CheckResponse(byte[] input)
    {
        // The question is the message's own, so that the changes are in what follows.
        var reader = new WireReader(input);
        Span<char> name = stackalloc char[DnsName.MostBytes];
        if (!reader.TryReadBytes(HeaderBytes, out _) || !reader.TryReadName(name, out int length) || !reader.TryReadUInt16(out ushort type))
            return null;
        var question = new DnsQuestion(DnsName.FromWire(name[..length]), (DnsRecordType)type);
        ushort id = BinaryPrimitives.ReadUInt16BigEndian(input);
        if (!ResponseReader.TryRead(input, id, question, out DnsResponse response))
            return null;
        foreach (WireRecord answer in response.Answers)
        {
            if (CheckRecord(answer) is { } problem)
                return problem;
        }

        var chain = new AliasChain(question, MostAliases);
        for (int asked = 0; asked <= MostAliases; asked++)
        {
            if (chain.Follow(response) is { } outcome)
                return outcome.TimeToLive >= TimeSpan.Zero ? null : $"a time to live of {outcome.TimeToLive}";
        }

        return "aliases without an end";
    }

    private static string? CheckRecord(WireRecord answer)
    {
        if (!DnsName.TryParse(answer.Record.Name, out DnsName owner) || owner != answer.Owner)
            return $"the owner {answer.Record.Name} reads as {owner}";
        if (answer.Record.Type is DnsRecordType.Cname && (!DnsName.TryParse(answer.Record.Data, out DnsName target) || target != answer.Target))
            return $"the alias {answer.Record.Data} reads as another name";
        return answer.Record.Data.All(static c => c <= byte.MaxValue) ? null : $"no byte string: {answer.Record.Data}";
    }

    private static string? CheckName(string text) =>
        DnsName.TryParse(text, out DnsName name) && (!DnsName.TryParse(name.ToString(), out DnsName again) || again != name)
            ? $"{name} reads as another name"
            : null;

    private static byte[] Response(DnsRecordType type, bool isAuthority = false)
    {
        byte[] query = new byte[QueryWriter.MostBytes];
        int length = QueryWriter.Write(query, 0x1234, new DnsQuestion(DnsName.FromWire("\u0001a\u0004test"), type), hasExtension: false);
        List<byte> response = [.. query[..length]];
        response[2] = 0x81;
        response[3] = isAuthority ? (byte)0x83 : (byte)0x80;
        response[isAuthority ? 9 : 7] = (byte)Records.Length;
        foreach (var (recordType, data) in Records)
            response.AddRange([0xC0, HeaderBytes, 0, (byte)recordType, 0, 1, 0, 0, 1, 0, 0, (byte)data.Length, .. data]);
        return [.. response];
    }
}
