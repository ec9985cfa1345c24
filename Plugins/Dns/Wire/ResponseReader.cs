using Postern.Abstractions.Dns;

namespace Postern.Plugins.Dns.Wire;

/// <summary>Reads responses, which anybody may have sent: nothing in them is believed that does not fit the question.</summary>
internal static class ResponseReader
{
    private const int HeaderBytes = 12;
    private const int Response = 0x8000;
    private const int OperationMask = 0x7800;
    private const int Truncated = 0x0200;
    private const int AuthenticData = 0x0020;
    private const int CodeMask = 0x000F;
    private const ushort InternetClass = 1;

    /// <summary>The longest time to live; a number with the highest bit is 0 (RFC 2181 §8).</summary>
    private const uint MostSeconds = int.MaxValue;

    /// <summary>Whether the message is a response with this id to this question (RFC 5452 §9); the rest of it need not be right.</summary>
    public static bool IsAnswerTo(ReadOnlySpan<byte> message, ushort id, DnsQuestion question) =>
        TryReadHeader(message, id, question, out _, out _, out _);

    /// <summary>Reads a response.</summary>
    /// <returns><see langword="false"/>: it is none to this question, or it is broken.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, ushort id, DnsQuestion question, out DnsResponse response)
    {
        response = new DnsResponse(ResponseCode.ServerFailure);
        if (!TryReadHeader(message, id, question, out var reader, out var flags, out var counts))
            return false;
        response = new DnsResponse((ResponseCode)(flags & CodeMask))
        {
            IsTruncated = (flags & Truncated) != 0,
            IsAuthentic = (flags & AuthenticData) != 0,
        };
        // Of a truncated response only this is of use, and so of one that gives no answer.
        if (response.IsTruncated || response.Code is not (ResponseCode.NoError or ResponseCode.NameError))
            return true;
        var answers = new List<WireRecord>();
        for (var i = 0; i < counts.Answers; i++)
        {
            if (!TryReadRecord(ref reader, question.Type, DnsRecordType.Cname, out var record))
                return false;
            if (record is { } known)
                answers.Add(known);
        }

        response = response with { Answers = answers };
        return TryReadAuthority(ref reader, counts.Authorities, ref response);
    }

    private static bool TryReadHeader(
        ReadOnlySpan<byte> message, ushort id, DnsQuestion question, out WireReader reader, out int flags, out (int Answers, int Authorities) counts)
    {
        reader = new WireReader(message);
        flags = 0;
        counts = default;
        if (message.Length < HeaderBytes)
            return false;
        reader.TryReadUInt16(out var answeredId);
        reader.TryReadUInt16(out var answeredFlags);
        reader.TryReadUInt16(out var questions);
        reader.TryReadUInt16(out var answers);
        reader.TryReadUInt16(out var authorities);
        reader.TryReadUInt16(out _);
        flags = answeredFlags;
        counts = (answers, authorities);
        Span<char> name = stackalloc char[DnsName.MostBytes];
        return answeredId == id && (flags & Response) != 0 && (flags & OperationMask) == 0 && questions == 1
            && reader.TryReadName(name, out var length) && question.Name.Equals(name[..length])
            && reader.TryReadUInt16(out var type) && type == (ushort)question.Type
            && reader.TryReadUInt16(out var ofClass) && ofClass == InternetClass;
    }

    /// <summary>The authority section tells why there is no answer: an SOA record, or the servers of a zone that this server does not have.</summary>
    private static bool TryReadAuthority(ref WireReader reader, int count, ref DnsResponse response)
    {
        for (var i = 0; i < count; i++)
        {
            if (!TryReadRecord(ref reader, DnsRecordType.Soa, DnsRecordType.NS, out var record))
                return false;
            if (record is not { } known)
                continue;
            if (known.Record.Type == DnsRecordType.NS)
            {
                response = response with { IsReferral = response.Zone is null && response.Answers.Count == 0 && response.Code == ResponseCode.NoError };
                continue;
            }

            var minimum = TimeSpan.FromSeconds(Math.Min(RecordData.Minimum(known.Record.Data), MostSeconds));
            response = response with
            {
                IsReferral = false,
                Zone = known.Owner,
                NegativeTimeToLive = known.Record.TimeToLive < minimum ? known.Record.TimeToLive : minimum,
            };
        }

        return true;
    }

    /// <summary>Reads a record; its data is read only when it has one of two types.</summary>
    private static bool TryReadRecord(ref WireReader reader, DnsRecordType wanted, DnsRecordType alsoWanted, out WireRecord? record)
    {
        record = null;
        Span<char> owner = stackalloc char[DnsName.MostBytes];
        if (!reader.TryReadName(owner, out var ownerLength) || !reader.TryReadUInt16(out var number) || !reader.TryReadUInt16(out var ofClass)
            || !reader.TryReadUInt32(out var seconds) || !reader.TryReadUInt16(out var length))
            return false;
        var type = (DnsRecordType)number;
        if (ofClass != InternetClass || (type != wanted && type != alsoWanted))
            return reader.TryReadBytes(length, out _);
        var start = reader;
        if (!RecordData.TryRead(ref reader, type, length, out var preference, out var data))
            return false;
        var time = TimeSpan.FromSeconds(seconds > MostSeconds ? 0 : seconds);
        var name = owner[..ownerLength];
        record = new WireRecord(
            DnsName.FromWire(name),
            new DnsRecord(type, DnsName.ToText(name), preference, data, time),
            type == DnsRecordType.Cname ? Target(start) : default);
        return true;
    }

    private static DnsName Target(WireReader reader)
    {
        Span<char> name = stackalloc char[DnsName.MostBytes];
        return reader.TryReadName(name, out var length) ? DnsName.FromWire(name[..length]) : default;
    }
}
