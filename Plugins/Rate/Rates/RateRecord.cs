using System.Runtime.InteropServices;

namespace Postern.Plugins.Rate.Rates;

/// <summary>What is known of a sender's rate, laid out as mailfromd 8.15 does it: native integers of 8 bytes.</summary>
/// <param name="Timestamp">When the latest message was counted, in seconds since 1970.</param>
/// <param name="Interval">From the first to the latest message, in seconds.</param>
/// <param name="Count">How many messages.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct RateRecord(long Timestamp, long Interval, ulong Count)
{
    public const int Size = 3 * sizeof(long);

    /// <summary>Reads a record; <see langword="false"/> when it has not the size of one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RateRecord record)
    {
        bool isWhole = bytes.Length == Size;
        record = isWhole ? MemoryMarshal.Read<RateRecord>(bytes) : default;
        return isWhole;
    }

    /// <summary>Writes it to the beginning of <paramref name="bytes"/>.</summary>
    public void Write(Span<byte> bytes) => MemoryMarshal.Write(bytes, this);

    /// <summary>The first second in which a record does not exist any more.</summary>
    /// <param name="expireSeconds">How long after its first message.</param>
    public DateTimeOffset? Expires(long expireSeconds) =>
        expireSeconds > 0 ? RecordTime.Expiry((Int128)Timestamp - Interval + expireSeconds + 1) : null;
}
