using System.Runtime.InteropServices;

namespace Postern.Plugins.Rate.Buckets;

/// <summary>A bucket of tokens, laid out as mailfromd 8.15 does it: native integers of 8 bytes.</summary>
/// <param name="Timestamp">When the latest token came, in microseconds since 1970.</param>
/// <param name="ExpiryTime">When the bucket is full, about, in seconds since 1970.</param>
/// <param name="Tokens">How many tokens are in it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly record struct BucketRecord(ulong Timestamp, long ExpiryTime, ulong Tokens)
{
    public const int Size = 3 * sizeof(long);

    /// <summary>Reads a record; <see langword="false"/> when it has not the size of one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out BucketRecord record)
    {
        bool isWhole = bytes.Length == Size;
        record = isWhole ? MemoryMarshal.Read<BucketRecord>(bytes) : default;
        return isWhole;
    }

    /// <summary>Writes it to the beginning of <paramref name="bytes"/>.</summary>
    public void Write(Span<byte> bytes) => MemoryMarshal.Write(bytes, this);

    /// <summary>The first second in which a record does not exist any more.</summary>
    /// <param name="expireSeconds">How long after the bucket is full.</param>
    public DateTimeOffset? Expires(long expireSeconds) =>
        expireSeconds > 0 ? RecordTime.Expiry((Int128)ExpiryTime + expireSeconds + 1) : null;
}
