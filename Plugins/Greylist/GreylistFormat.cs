using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist;

/// <summary>The layout of the database <c>greylist</c>, that of mailfromd.</summary>
/// <param name="databases">Where the interval for which records live is configured.</param>
[PluginExport(typeof(IStateRecordFormat), Database)]
[method: ImportingConstructor]
public sealed class GreylistFormat([Import(AllowDefault = true)] IStateDatabases? databases) : IStateRecordFormat
{
    /// <summary>The database's identifier.</summary>
    internal const string Database = "greylist";

    /// <inheritdoc/>
    public string Name => Database;

    /// <inheritdoc/>
    public DateTimeOffset? Expires(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, StateDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return GreylistRecord.TryRead(value, out long time) ? GreylistRecord.Expires(time, database.ExpireInterval) : null;
    }

    /// <inheritdoc/>
    public StateDescription? Describe(StateEntry entry, StateListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        if (!GreylistRecord.TryRead(entry.Record.Value.Span, out long time) || !UnixSeconds.TryDate(time, out DateTimeOffset date))
            return null;
        string key = RecordKey.Decode(entry.Key.Span);
        return new StateDescription(
            $"{key} {listing.FormatTime(date)}", [new StateField("key", new MflValue(key)), new StateField("time", new MflValue(time))]);
    }

    /// <summary>
    /// Lets a sender pass at once, for half of the time for which records live. What the record means is not known here: one of Con Tassios that has passed already is
    /// shortened to that time.
    /// </summary>
    public StateRecord? Release(StateEntry entry, DateTimeOffset now)
    {
        TimeSpan expireInterval = databases?.Find(Database)?.ExpireInterval ?? TimeSpan.FromDays(1);
        long released = GreylistRecord.Released(now.ToUnixTimeSeconds(), expireInterval);
        return GreylistRecord.TryRead(entry.Record.Value.Span, out long time) && time > released ? GreylistRecord.Make(released, expireInterval) : null;
    }
}
