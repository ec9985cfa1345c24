using System.Buffers.Binary;
using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Tests.Fakes;

/// <summary>Writes responses, right ones and wrong ones.</summary>
internal sealed class MessageText
{
    private readonly List<byte> _bytes = [];

    /// <summary>A response to a query: its id and question, with other flags and counts.</summary>
    public static MessageText To(ReadOnlySpan<byte> query, int flags = 0x8180, int answers = 0, int authorities = 0)
    {
        var question = query[12..];
        var end = question.IndexOf((byte)0) + 5;
        var result = new MessageText();
        result._bytes.AddRange(query[..2]);
        result.Number(flags).Number(1).Number(answers).Number(authorities).Number(0);
        result._bytes.AddRange(question[..end]);
        return result;
    }

    /// <summary>The question of a query.</summary>
    public static DnsQuestion Question(ReadOnlySpan<byte> query)
    {
        var reader = new WireReader(query);
        Assert.IsTrue(reader.TryReadBytes(12, out _));
        Span<char> name = stackalloc char[DnsName.MostBytes];
        Assert.IsTrue(reader.TryReadName(name, out var length));
        Assert.IsTrue(reader.TryReadUInt16(out var type));
        return new DnsQuestion(DnsName.FromWire(name[..length]), (DnsRecordType)type);
    }

    public MessageText Number(int value)
    {
        _bytes.Add((byte)(value >> 8));
        _bytes.Add((byte)value);
        return this;
    }

    public MessageText Seconds(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public MessageText Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public MessageText Name(string text)
    {
        Assert.IsTrue(DnsName.TryParse(text, out var name));
        foreach (var value in name.Wire)
            _bytes.Add((byte)value);
        _bytes.Add(0);
        return this;
    }

    /// <summary>A record, class IN.</summary>
    public MessageText Record(string owner, DnsRecordType type, uint seconds, Action<MessageText> data)
    {
        var content = new MessageText();
        data(content);
        return Name(owner).Number((int)type).Number(1).Seconds(seconds).Number(content._bytes.Count).Raw([.. content._bytes]);
    }

    public MessageText Address(string owner, string address, uint seconds = 300) =>
        Record(owner, DnsRecordType.A, seconds, data => data.Raw(System.Net.IPAddress.Parse(address).GetAddressBytes()));

    public MessageText Alias(string owner, string target, uint seconds = 300) => Record(owner, DnsRecordType.Cname, seconds, data => data.Name(target));

    public MessageText Authority(string zone, uint seconds, uint minimum) => Record(
        zone, DnsRecordType.Soa, seconds, data => data.Name("ns.test").Name("root.test").Seconds(1).Seconds(2).Seconds(3).Seconds(4).Seconds(minimum));

    public byte[] ToArray() => [.. _bytes];
}
