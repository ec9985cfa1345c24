using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Tables;

namespace Postern.Plugins.Databases.Functions;

/// <summary>Writing to databases by name, which are made when they do not exist (manual, node "Database functions").</summary>
/// <param name="tables">The tables that are open.</param>
[PluginExport(typeof(IMflModule), "database-change", Needs = [nameof(IStateStoreProvider)])]
[method: ImportingConstructor]
public sealed class ChangeFunctions(OpenTables tables) : IMflModule
{
    /// <summary>Writes a record, replacing one that exists.</summary>
    /// <param name="context">The session.</param>
    /// <param name="db">The database's name.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="isTerminated">Whether stored keys end in a NUL.</param>
    /// <param name="mode">The access mode of the file if it is made.</param>
    /// <exception cref="MflException"><c>e_dbfailure</c>: it cannot be written.</exception>
    [MflFunction("dbput", Raises = "e_dbfailure")]
    public async ValueTask Put(
        MflContext context, string db, string key, string value, long isTerminated = DatabaseCall.NotGiven, long mode = DatabaseCall.NotGiven)
    {
        var call = new DatabaseCall("dbput", context, db);
        try
        {
            await using var lease = await call.OpenAsync(tables, StateTableMode.ReadWrite, mode);
            await lease.Table.PutAsync(call.Key(key, isTerminated), DatabaseCall.Record(value), context.CancellationToken);
        }
        catch (StateStoreException e)
        {
            throw call.Failed(e);
        }
    }

    /// <summary>Writes a record.</summary>
    /// <param name="context">The session.</param>
    /// <param name="db">The database's name.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="replaces">Whether a record that exists is replaced.</param>
    /// <param name="isTerminated">Whether stored keys end in a NUL.</param>
    /// <param name="mode">The access mode of the file if it is made.</param>
    /// <exception cref="MflException"><c>e_exists</c>: there is one, and it is not to be replaced; <c>e_dbfailure</c>: it cannot be written.</exception>
    [MflFunction("dbinsert", Raises = "e_exists e_dbfailure")]
    public async ValueTask Insert(
        MflContext context, string db, string key, string value, bool replaces = false, long isTerminated = DatabaseCall.NotGiven, long mode = DatabaseCall.NotGiven)
    {
        var call = new DatabaseCall("dbinsert", context, db);
        try
        {
            await using var lease = await call.OpenAsync(tables, StateTableMode.ReadWrite, mode);
            var storedKey = call.Key(key, isTerminated);
            if (replaces)
                await lease.Table.PutAsync(storedKey, DatabaseCall.Record(value), context.CancellationToken);
            else if (!await lease.Table.InsertAsync(storedKey, DatabaseCall.Record(value), context.CancellationToken))
                throw new MflException(MflExceptionCode.Exists, "dbinsert: record already exists");
        }
        catch (StateStoreException e)
        {
            throw call.Failed(e);
        }
    }

    /// <summary>Deletes a record; nothing happens when there is none.</summary>
    /// <param name="context">The session.</param>
    /// <param name="db">The database's name.</param>
    /// <param name="key">The key.</param>
    /// <param name="isTerminated">Whether stored keys end in a NUL.</param>
    /// <param name="mode">The access mode of the file if it is made.</param>
    /// <exception cref="MflException"><c>e_dbfailure</c>: it cannot be written.</exception>
    [MflFunction("dbdel", Raises = "e_dbfailure")]
    public async ValueTask Delete(MflContext context, string db, string key, long isTerminated = DatabaseCall.NotGiven, long mode = DatabaseCall.NotGiven)
    {
        var call = new DatabaseCall("dbdel", context, db);
        try
        {
            await using var lease = await call.OpenAsync(tables, StateTableMode.ReadWrite, mode);
            await lease.Table.DeleteAsync(call.Key(key, isTerminated), context.CancellationToken);
        }
        catch (StateStoreException e)
        {
            throw call.Failed(e);
        }
    }
}
