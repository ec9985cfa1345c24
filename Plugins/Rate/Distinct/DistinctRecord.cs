using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Postern.Plugins.Rate.Distinct;

/// <summary>
/// Which values were seen, and when: for each 8 bytes of its SHA-256, then 4 bytes, little-endian, for the second since 1970 when it was seen last. Two of a thousand values
/// are taken for one with a probability of one in 10^13.
/// </summary>
internal static class DistinctRecord
{
    /// <summary>The most values of a record.</summary>
    public const int MostValues = 1000;

    public const int EntrySize = HashSize + sizeof(uint);

    private const int HashSize = sizeof(ulong);

    /// <summary>Which value it is, the same on every host.</summary>
    public static ulong Hash(string value)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.Latin1.GetBytes(value), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    public static bool IsWhole(ReadOnlySpan<byte> record) => record.Length % EntrySize == 0 && record.Length / EntrySize is >= 1 and <= MostValues;

    /// <summary>Whether an entry's value was seen in the last interval; one that was seen long after now is wrong.</summary>
    public static bool Counts(ReadOnlySpan<byte> entry, long now, long interval) => Math.Abs(now - SeenAt(entry)) <= interval;

    public static ulong HashOf(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt64LittleEndian(entry);

    public static long SeenAt(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadUInt32LittleEndian(entry[HashSize..]);

    public static void WriteEntry(Span<byte> entry, ulong hash, long seenAt)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(entry, hash);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[HashSize..], (uint)Math.Clamp(seenAt, 0, uint.MaxValue));
    }

    /// <summary>How many of a record's values were seen in the last interval, and when the last of all was seen.</summary>
    public static (int Count, long Latest) Summarize(ReadOnlySpan<byte> record, long now, long interval)
    {
        int count = 0;
        long latest = 0;
        for (ReadOnlySpan<byte> rest = record; rest.Length >= EntrySize; rest = rest[EntrySize..])
        {
            count += Counts(rest, now, interval) ? 1 : 0;
            latest = Math.Max(latest, SeenAt(rest));
        }

        return (count, latest);
    }

    /// <summary>When a record counts nothing any more.</summary>
    public static DateTimeOffset? Expires(long latest, long interval) => RecordTime.Expiry((Int128)latest + interval + RecordTime.ClockSkewSeconds + 1);
}
