using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Buckets;

/// <summary>The records of the database <c>tbf</c>.</summary>
[PluginExport(typeof(IStateRecordFormat), "tbf")]
public sealed class BucketFormat : IStateRecordFormat
{
    /// <inheritdoc/>
    public string Name => "tbf";

    /// <inheritdoc/>
    public DateTimeOffset? Expires(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, StateDatabase database) =>
        database is not null && BucketRecord.TryRead(value, out BucketRecord record) ? record.Expires((long)database.ExpireInterval.TotalSeconds) : null;

    /// <inheritdoc/>
    public StateDescription? Describe(StateEntry entry, StateListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        if (!BucketRecord.TryRead(entry.Record.Value.Span, out BucketRecord record))
            return null;
        string key = RecordKey.Text(entry.Key.Span);
        var seconds = (long)(record.Timestamp / RecordTime.MicrosecondsPerSecond);
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{key} tok:{record.Tokens}@{listing.FormatTime(RecordTime.At(seconds))} exp:{listing.FormatTime(RecordTime.At(record.ExpiryTime))}");
        return new StateDescription(
            line,
            [
                new("key", new MflValue(key)),
                new("timestamp", new MflValue(seconds)),
                new("expiry_time", new MflValue(record.ExpiryTime)),
                new("tokens", new MflValue((long)Math.Min(record.Tokens, long.MaxValue))),
            ]);
    }
}
