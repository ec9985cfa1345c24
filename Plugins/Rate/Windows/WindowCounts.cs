using System.Buffers.Binary;

namespace Postern.Plugins.Rate.Windows;

/// <summary>
/// The counts of a window, by slots of time. A slot is a sixtieth of the interval; the one under way and the sixty before it are counted, which is all of the last interval
/// and at most a sixtieth of it more. A record holds little-endian integers of 8 bytes: the number of the latest slot since 1970, then the counts, the latest
/// first, without zeros at the end.
/// </summary>
internal ref struct WindowCounts
{
    /// <summary>How many counts there are.</summary>
    public const int Slots = SlotsPerInterval + 1;

    private const int SlotsPerInterval = 60;

    private readonly Span<long> _counts;
    private readonly long _latestSlot;

    /// <summary>Reads a record as it counts at a time.</summary>
    /// <param name="record">The record; empty, or damaged: nothing has been counted.</param>
    /// <param name="intervalSeconds">The interval.</param>
    /// <param name="now">The time, in microseconds since 1970.</param>
    /// <param name="counts">Room for <see cref="Slots"/> counts.</param>
    public WindowCounts(ReadOnlySpan<byte> record, long intervalSeconds, long now, Span<long> counts)
    {
        long width = SlotWidth(intervalSeconds);
        _counts = counts;
        _counts.Clear();
        _latestSlot = now / width;
        if (!TryReadLatestSlot(record, out long latest))
            return;
        Int128 age = (Int128)_latestSlot - latest;

        // A record is ahead when a clock was set back, or another host's is ahead: its latest slot goes on, unless it is too far away to be true.
        long tolerance = Math.Max(SlotsPerInterval, RecordTime.ClockSkewSeconds * RecordTime.MicrosecondsPerSecond / width);
        if (age < 0 && -age <= tolerance)
            (_latestSlot, age) = (latest, 0);
        if (age < 0 || age > SlotsPerInterval)
            return;
        var at = (int)age;
        for (ReadOnlySpan<byte> rest = record[sizeof(long)..]; !rest.IsEmpty && at < Slots; rest = rest[sizeof(long)..])
            _counts[at++] = Math.Max(BinaryPrimitives.ReadInt64LittleEndian(rest), 0);
    }

    /// <summary>The sum of the counts.</summary>
    public readonly long Sum
    {
        get
        {
            long sum = 0;
            foreach (long count in _counts)
                sum = Saturate(sum, count);
            return sum;
        }
    }

    /// <summary>Reads the number of a record's latest slot; <see langword="false"/> when it is no record.</summary>
    public static bool TryReadLatestSlot(ReadOnlySpan<byte> record, out long slot)
    {
        bool isWhole = record.Length % sizeof(long) == 0 && record.Length / sizeof(long) is > 1 and <= Slots + 1;
        slot = isWhole ? BinaryPrimitives.ReadInt64LittleEndian(record) : 0;
        return isWhole;
    }

    /// <summary>How long a slot is, in microseconds; rounded up, so that sixty are never shorter than the interval.</summary>
    public static long SlotWidth(long intervalSeconds) =>
        ((intervalSeconds * RecordTime.MicrosecondsPerSecond) + SlotsPerInterval - 1) / SlotsPerInterval;

    /// <summary>When a record counts nothing any more.</summary>
    public static DateTimeOffset? Expires(long latestSlot, long intervalSeconds) =>
        RecordTime.Expiry((((Int128)latestSlot + Slots) * SlotWidth(intervalSeconds) / RecordTime.MicrosecondsPerSecond) + RecordTime.ClockSkewSeconds + 1);

    /// <summary>Adds numbers that are not negative, up to the largest.</summary>
    public static long Saturate(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    /// <summary>Counts in the latest slot.</summary>
    public readonly void Add(long cost) => _counts[0] = Saturate(_counts[0], cost);

    /// <summary>The record, and when it expires.</summary>
    public readonly (byte[] Record, DateTimeOffset? Expires) ToRecord(long intervalSeconds)
    {
        int used = Math.Max(_counts.LastIndexOfAnyExcept(0) + 1, 1);
        var record = new byte[(1 + used) * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(record, _latestSlot);
        for (int i = 0; i < used; i++)
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan((1 + i) * sizeof(long)), _counts[i]);
        return (record, Expires(_latestSlot, intervalSeconds));
    }
}
