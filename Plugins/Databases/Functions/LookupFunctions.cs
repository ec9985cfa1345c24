using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Tables;

namespace Postern.Plugins.Databases.Functions;

/// <summary>Reading of databases by name (manual, node "Database functions").</summary>
/// <param name="tables">The tables that are open.</param>
[PluginExport(typeof(IMflModule), "database-lookup", Needs = [nameof(IStateStoreProvider)])]
[method: ImportingConstructor]
public sealed class LookupFunctions(OpenTables tables) : IMflModule
{
    /// <summary>Whether a database has a key.</summary>
    /// <param name="context">The session.</param>
    /// <param name="db">The database's name.</param>
    /// <param name="key">The key.</param>
    /// <param name="isTerminated">Whether stored keys end in a NUL.</param>
    /// <exception cref="MflException"><c>e_dbfailure</c>: it cannot be read.</exception>
    [MflFunction("dbmap", Raises = "e_dbfailure")]
    public async ValueTask<bool> Contains(MflContext context, string db, string key, long isTerminated = DatabaseCall.NotGiven) =>
        await FindAsync(new DatabaseCall("dbmap", context, db), key, isTerminated) is not null;

    /// <summary>The value of a key.</summary>
    /// <param name="context">The session.</param>
    /// <param name="db">The database's name.</param>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">The result when the database has no such key.</param>
    /// <param name="isTerminated">Whether stored keys end in a NUL.</param>
    /// <exception cref="MflException"><c>e_dbfailure</c>: it cannot be read.</exception>
    [MflFunction("dbget", Raises = "e_dbfailure")]
    public async ValueTask<string> Get(MflContext context, string db, string key, string otherwise = "", long isTerminated = DatabaseCall.NotGiven) =>
        await FindAsync(new DatabaseCall("dbget", context, db), key, isTerminated) is { } record ? DatabaseCall.Text(record.Value) : otherwise;

    private async ValueTask<StateRecord?> FindAsync(DatabaseCall call, string key, long isTerminated)
    {
        try
        {
            await using var lease = await call.OpenAsync(tables, StateTableMode.ReadOnly);
            return await lease.Table.GetAsync(call.Key(key, isTerminated), call.Context.CancellationToken);
        }
        catch (StateStoreException e)
        {
            throw call.Failed(e);
        }
    }
}
