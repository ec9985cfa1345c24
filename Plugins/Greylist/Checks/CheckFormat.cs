using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist.Checks;

/// <summary>The layout of the database <c>greylist-awl</c>, which <c>greylist_check</c> keeps.</summary>
[PluginExport(typeof(IStateRecordFormat), Database)]
public sealed class CheckFormat : IStateRecordFormat
{
    /// <summary>The database's identifier.</summary>
    internal const string Database = "greylist-awl";

    /// <summary>What the keys of clients begin with.</summary>
    internal const string ClientPrefix = "awl:";

    /// <inheritdoc/>
    public string Name => Database;

    /// <inheritdoc/>
    public DateTimeOffset? Expires(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, StateDatabase database) =>
        CheckRecord.TryRead(value, out CheckRecord record) ? record.Expires : null;

    /// <inheritdoc/>
    public StateDescription? Describe(StateEntry entry, StateListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        if (!CheckRecord.TryRead(entry.Record.Value.Span, out CheckRecord record)
            || !UnixSeconds.TryDate(record.First, out DateTimeOffset first)
            || !UnixSeconds.TryDate(record.Ready, out DateTimeOffset ready)
            || !UnixSeconds.TryDate(record.Closes, out DateTimeOffset closes)
            || !UnixSeconds.TryDate(record.Last, out DateTimeOffset last))
        {
            return null;
        }

        string key = RecordKey.Decode(entry.Key.Span);
        string since = $"{key} first:{listing.FormatTime(first)}";
        string line = record.IsWaiting
            ? $"{since} ready:{listing.FormatTime(ready)} late:{listing.FormatTime(closes)}"
            : string.Create(CultureInfo.InvariantCulture, $"{since} passes:{record.Passes} last:{listing.FormatTime(last)} exp:{listing.FormatTime(closes)}");
        return new StateDescription(
            line,
            [
                new StateField("key", new MflValue(key)),
                new StateField("first", new MflValue(record.First)),
                new StateField("ready", new MflValue(record.Ready)),
                new StateField("closes", new MflValue(record.Closes)),
                new StateField("last", new MflValue(record.Last)),
                new StateField("passes", new MflValue(record.Passes)),
            ]);
    }

    /// <inheritdoc/>
    public StateRecord? Release(StateEntry entry, DateTimeOffset now) =>
        CheckDecision.Release(entry.Record, now.ToUnixTimeSeconds()) is { Kind: StateChangeKind.Write } change ? change.Record : null;
}
