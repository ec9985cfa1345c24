using System.Composition;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Files;

namespace Postern.Plugins.Databases.Tables;

/// <summary>
/// The tables that MFL functions name, kept open from one call to the next: a bounded number, and for a while. Thread-safe.
/// </summary>
/// <param name="databases">Opens them.</param>
/// <param name="time">The clock.</param>
[Export(typeof(OpenTables))]
[Shared]
[method: ImportingConstructor]
public sealed class OpenTables(StateDatabases databases, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How many are kept.</summary>
    internal const int Most = 64;

    /// <summary>How long one is kept that nobody uses.</summary>
    internal static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<TableKey, OpenTable> _tables = [];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => CloseAsync(Take(static _ => true));

    /// <summary>Closes what nobody has used for a while.</summary>
    internal ValueTask CloseIdleAsync() => CloseAsync(Take(table => table.Users == 0 && time.GetElapsedTime(table.LastUse) >= IdleLimit));

    /// <summary>Finds or opens a table; one that is open for writing serves for reading, too.</summary>
    /// <param name="key">The table.</param>
    /// <param name="fileMode">The access mode if a file is made.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StateStoreException">It cannot be opened.</exception>
    internal async ValueTask<TableLease> RentAsync(TableKey key, UnixFileMode? fileMode, CancellationToken cancellationToken)
    {
        if (await FindAsync(key with { Mode = StateTableMode.ReadWrite }) is { } written)
            return written;
        if (key.Mode == StateTableMode.ReadOnly && await FindAsync(key) is { } read)
            return read;
        var location = databases.Locator.Locate(key.Name, key.Scheme);
        var before = location.Store.UsesFiles ? FileStatus.Of(location.Name) : null;
        var table = await databases.OpenAsync(location, new StateTableRequest("") { Mode = key.Mode, FileMode = fileMode }, cancellationToken);
        var status = location.Store.UsesFiles ? before ?? FileStatus.Of(location.Name) : null;
        return await KeepAsync(key, new OpenTable(table, location, key.Mode, status));
    }

    internal ValueTask ReturnAsync(OpenTable table)
    {
        lock (_gate)
        {
            table.Users--;
            table.LastUse = time.GetTimestamp();
            if (!table.IsDropped || table.Users > 0)
                return ValueTask.CompletedTask;
        }

        return table.Table.DisposeAsync();
    }

    private async ValueTask<TableLease?> FindAsync(TableKey key)
    {
        OpenTable? open;
        lock (_gate)
        {
            if (!_tables.TryGetValue(key, out open))
                return null;
            open.Users++;
        }

        if (open.IsCurrent())
            return new TableLease(this, open);
        await ReturnAsync(open);
        await CloseAsync(Take(table => table == open));
        return null;
    }

    private async ValueTask<TableLease> KeepAsync(TableKey key, OpenTable table)
    {
        OpenTable? loser;
        lock (_gate)
        {
            table.Users = 1;
            if (_tables.Count >= Most && !_tables.ContainsKey(key))
                loser = Drop(_tables.MinBy(static item => (item.Value.Users, item.Value.LastUse)).Key);
            else
                loser = Drop(key);
            _tables[key] = table;
        }

        await CloseAsync(loser is null ? [] : [loser]);
        return new TableLease(this, table);
    }

    private List<OpenTable> Take(Func<OpenTable, bool> which)
    {
        lock (_gate)
            return [.. _tables.Where(item => which(item.Value)).Select(static item => item.Key).ToArray().Select(Drop).OfType<OpenTable>()];
    }

    // Takes a table out of the cache; returned when nobody uses it, so that it is to be closed.
    private OpenTable? Drop(TableKey key)
    {
        if (!_tables.Remove(key, out var table))
            return null;
        table.IsDropped = true;
        return table.Users == 0 ? table : null;
    }

    private static async ValueTask CloseAsync(IEnumerable<OpenTable> tables)
    {
        foreach (var table in tables)
            await table.Table.DisposeAsync();
    }
}
