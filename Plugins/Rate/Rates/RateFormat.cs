using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Rates;

/// <summary>The records of the database <c>rate</c>.</summary>
[PluginExport(typeof(IStateRecordFormat), "rate")]
public sealed class RateFormat : IStateRecordFormat, IRankedFormat
{
    private const string NoRate = "     N/A";

    /// <inheritdoc/>
    public string Name => "rate";

    /// <inheritdoc/>
    public DateTimeOffset? Expires(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, StateDatabase database) =>
        database is not null && RateRecord.TryRead(value, out RateRecord record) ? record.Expires((long)database.ExpireInterval.TotalSeconds) : null;

    /// <inheritdoc/>
    public StateDescription? Describe(StateEntry entry, StateListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        if (!RateRecord.TryRead(entry.Record.Value.Span, out RateRecord record))
            return null;
        string key = RecordKey.Text(entry.Key.Span);
        long elapsed = unchecked(listing.Now.ToUnixTimeSeconds() - record.Timestamp + record.Interval);
        string rate = NoRate, current = NoRate;
        if (record.Interval != 0)
        {
            rate = Text((double)record.Count / record.Interval);
            current = Text((double)unchecked(record.Count + 1) / elapsed);
        }

        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{key} {listing.FormatTime(RecordTime.At(record.Timestamp))} {(ulong)record.Interval,6} {record.Count,6} {rate} {current}");
        var fields = new List<StateField>
        {
            new("key", new MflValue(key)),
            new("timestamp", new MflValue(record.Timestamp)),
            new("interval", new MflValue(record.Interval)),
            new("count", new MflValue((long)Math.Min(record.Count, long.MaxValue))),
            new("rate", new MflValue(rate.Trim())),
            new("current_rate", new MflValue(current.Trim())),
        };
        return listing.PredictCount is { } limit
            ? Predict(line, fields, record.Interval == 0 ? null : Wait(record, elapsed, limit, listing), listing)
            : new StateDescription(line, fields);
    }

    (string Key, long Score)? IRankedFormat.Rank(StateEntry entry, DateTimeOffset now, long interval)
    {
        if (!RateRecord.TryRead(entry.Record.Value.Span, out RateRecord record))
            return null;
        long elapsed = unchecked(now.ToUnixTimeSeconds() - record.Timestamp + record.Interval);
        return (RecordKey.Text(entry.Key.Span), (long)((double)record.Count / Math.Max(elapsed, 1) * interval));
    }

    private static string Text(double rate) => rate > 0 ? SignificantDigits.Three(rate).PadLeft(NoRate.Length) : NoRate;

    // How many seconds from now on one message more is no more than the limit.
    private static double? Wait(RateRecord record, long elapsed, long limit, StateListing listing)
    {
        double wait = (unchecked(record.Count + 1) * listing.PredictInterval.TotalSeconds / limit) - elapsed;
        return limit > 0 && wait >= 0 ? wait : null;
    }

    private static StateDescription Predict(string line, List<StateField> fields, double? wait, StateListing listing)
    {
        long seconds = (long)(wait ?? 0);
        fields.Add(new StateField("free_after", new MflValue(seconds)));
        if (wait is null)
            return new StateDescription($"{line}; free to send", fields);
        long free = (long)Math.Min(listing.Now.ToUnixTimeSeconds() + (double)seconds, long.MaxValue);
        return new StateDescription(
            string.Create(CultureInfo.InvariantCulture, $"{line}; in {seconds} sec. on {listing.FormatTime(RecordTime.At(free))}"), fields);
    }
}
