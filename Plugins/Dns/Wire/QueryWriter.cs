using System.Buffers.Binary;

namespace Postern.Plugins.Dns.Wire;

/// <summary>Writes queries.</summary>
internal static class QueryWriter
{
    /// <summary>Room for every query: header, question, OPT record.</summary>
    public const int MostBytes = 12 + DnsName.MostBytes + 1 + 4 + 11;

    /// <summary>What we say we take over UDP: the most that passes everywhere without fragments (DNS flag day 2020).</summary>
    public const int DatagramBytes = 1232;

    private const ushort RecursionDesired = 0x0100;

    /// <summary>The wish to hear whether the answer is authentic (RFC 6840 §5.7).</summary>
    private const ushort AuthenticData = 0x0020;

    private const ushort InternetClass = 1;
    private const ushort OptType = 41;

    /// <summary>Writes a query.</summary>
    /// <param name="buffer">Room for <see cref="MostBytes"/>.</param>
    /// <param name="id">The query's id.</param>
    /// <param name="question">The question.</param>
    /// <param name="hasExtension">With an OPT record (EDNS0, RFC 6891).</param>
    /// <returns>How many bytes are used.</returns>
    public static int Write(Span<byte> buffer, ushort id, DnsQuestion question, bool hasExtension)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer, id);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], RecursionDesired | AuthenticData);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[4..], 1);
        buffer[6..12].Clear();
        buffer[11] = hasExtension ? (byte)1 : (byte)0;
        var used = 12;
        foreach (var value in question.Name.Wire)
            buffer[used++] = (byte)value;
        buffer[used++] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[used..], (ushort)question.Type);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(used + 2)..], InternetClass);
        used += 4;
        if (!hasExtension)
            return used;
        buffer.Slice(used, 11).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(used + 1)..], OptType);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(used + 3)..], DatagramBytes);
        return used + 11;
    }
}
