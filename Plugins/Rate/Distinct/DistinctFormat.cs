using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Distinct;

/// <summary>The records of the database <c>distinct</c>; their keys are <c>SECONDS:KEY</c>. They live as long as they count.</summary>
[PluginExport(typeof(IStateRecordFormat), "distinct")]
public sealed class DistinctFormat : IStateRecordFormat, IRankedFormat
{
    /// <inheritdoc/>
    public string Name => "distinct";

    /// <inheritdoc/>
    public DateTimeOffset? Expires(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, StateDatabase database) =>
        RecordKey.TrySplit(key, out long interval, out _) && DistinctRecord.IsWhole(value)
            ? DistinctRecord.Expires(DistinctRecord.Summarize(value, 0, interval).Latest, interval)
            : null;

    /// <inheritdoc/>
    public StateDescription? Describe(StateEntry entry, StateListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        if (!RecordKey.TrySplit(entry.Key.Span, out long interval, out _) || !DistinctRecord.IsWhole(entry.Record.Value.Span))
            return null;
        string key = RecordKey.Text(entry.Key.Span);
        var (count, latest) = DistinctRecord.Summarize(entry.Record.Value.Span, listing.Now.ToUnixTimeSeconds(), interval);
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
        RecordKey.TrySplit(entry.Key.Span, out long own, out string key) && DistinctRecord.IsWhole(entry.Record.Value.Span)
            ? (key, DistinctRecord.Summarize(entry.Record.Value.Span, now.ToUnixTimeSeconds(), own).Count)
            : null;
}
