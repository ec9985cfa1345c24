using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Windows;

/// <summary>The records of the database <c>window</c>; their keys are <c>SECONDS:KEY</c>. They live as long as they count.</summary>
[PluginExport(typeof(IStateRecordFormat), "window")]
public sealed class WindowFormat : IStateRecordFormat, IRankedFormat
{
    /// <inheritdoc/>
    public string Name => "window";

    /// <inheritdoc/>
    public DateTimeOffset? Expires(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, StateDatabase database) =>
        RecordKey.TrySplit(key, out long interval, out _) && WindowCounts.TryReadLatestSlot(value, out long slot)
            ? WindowCounts.Expires(slot, interval)
            : null;

    /// <inheritdoc/>
    public StateDescription? Describe(StateEntry entry, StateListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        if (!RecordKey.TrySplit(entry.Key.Span, out long interval, out _) || !WindowCounts.TryReadLatestSlot(entry.Record.Value.Span, out long slot))
            return null;
        string key = RecordKey.Text(entry.Key.Span);
        var latest = (long)Int128.Clamp((Int128)slot * WindowCounts.SlotWidth(interval) / RecordTime.MicrosecondsPerSecond, long.MinValue, long.MaxValue);
        long count = Count(entry, interval, listing.Now);
        return new StateDescription(
            string.Create(CultureInfo.InvariantCulture, $"{key} {listing.FormatTime(RecordTime.At(latest))} {interval,6} {count,6}"),
            [
                new("key", new MflValue(key)),
                new("timestamp", new MflValue(latest)),
                new("interval", new MflValue(interval)),
                new("count", new MflValue(count)),
            ]);
    }

    (string Key, long Score)? IRankedFormat.Rank(StateEntry entry, DateTimeOffset now, long interval) =>
        RecordKey.TrySplit(entry.Key.Span, out long own, out string key) && WindowCounts.TryReadLatestSlot(entry.Record.Value.Span, out _)
            ? (key, (long)((double)Count(entry, own, now) / own * interval))
            : null;

    private static long Count(StateEntry entry, long interval, DateTimeOffset now)
    {
        Span<long> room = stackalloc long[WindowCounts.Slots];
        return new WindowCounts(entry.Record.Value.Span, interval, RecordTime.Microseconds(now), room).Sum;
    }
}
