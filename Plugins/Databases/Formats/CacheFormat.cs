using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Functions;
using Postern.Plugins.Databases.Naming;

namespace Postern.Plugins.Databases.Formats;

/// <summary>The layout of the database <c>cache</c>, that of mailfromd (manual, node "Database Formats").</summary>
[PluginExport(typeof(IStateRecordFormat), PredefinedDatabases.Cache)]
public sealed class CacheFormat : IStateRecordFormat
{
    /// <inheritdoc/>
    public string Name => PredefinedDatabases.Cache;

    /// <inheritdoc/>
    public DateTimeOffset? Expires(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, StateDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return CacheRecord.TryRead(value, out var record) ? record.Expires(database) : null;
    }

    /// <inheritdoc/>
    public StateDescription? Describe(StateEntry entry, StateListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        if (!CacheRecord.TryRead(entry.Record.Value.Span, out var record) || record.Date() is not { } date)
            return null;
        var key = DatabaseCall.Text(entry.Key);
        var status = record.Status switch
        {
            CacheStatus.Success => "success",
            CacheStatus.NotFound => "not_found",
            CacheStatus.Failure => "failure",
            CacheStatus.TemporaryFailure => "temp_failure",
            CacheStatus.Timeout => "timeout",
            _ => "UNKNOWN",
        };

        // The column of mailfromd has ten characters, so that a temp_failure is cut.
        return new StateDescription(
            string.Create(CultureInfo.InvariantCulture, $"{key} {status[..int.Min(status.Length, 10)],10} {listing.FormatTime(date)}"),
            [new StateField("key", new MflValue(key)), new StateField("status", new MflValue(status)), new StateField("time", new MflValue(record.Time))]);
    }
}
