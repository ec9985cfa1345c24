using System.Composition;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Databases.Tables;

namespace Postern.Plugins.Databases.Functions;

/// <summary>Walking over all records of a database (manual, node "Database functions").</summary>
/// <param name="tables">The tables that are open.</param>
[PluginExport(typeof(IMflModule), "database-iteration", Needs = [nameof(IStateStoreProvider)])]
[method: ImportingConstructor]
public sealed class IterationFunctions(OpenTables tables) : IMflModule
{
    /// <summary>Goes to the first record of a database.</summary>
    /// <param name="context">The session.</param>
    /// <param name="db">The database's name.</param>
    /// <returns>A descriptor; that of an empty database is not open.</returns>
    /// <exception cref="MflException"><c>e_dbfailure</c>: it cannot be read; <c>e_failure</c>: too many walks are under way.</exception>
    [MflFunction("dbfirst", Raises = "e_dbfailure e_failure")]
    public async ValueTask<long> First(MflContext context, string db)
    {
        var call = new DatabaseCall("dbfirst", context, db);
        var open = Iterations.Of(context);
        open.RequireRoom(call.Function);
        try
        {
            var iteration = new Iteration(await call.OpenAsync(tables, StateTableMode.ReadOnly));
            var descriptor = open.Add(iteration);
            await MoveAsync(context, iteration, descriptor);
            return descriptor;
        }
        catch (StateStoreException e)
        {
            throw call.Failed(e);
        }
    }

    /// <summary>Goes to the next record. After the last one the descriptor is closed.</summary>
    /// <param name="context">The session.</param>
    /// <param name="descriptor">What <c>dbfirst</c> has returned.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="MflException"><c>e_range</c>: it is not open; <c>e_dbfailure</c>: it cannot be read.</exception>
    [MflFunction("dbnext", Raises = "e_range e_dbfailure")]
    public static async ValueTask<bool> Next(MflContext context, long descriptor)
    {
        var call = new DatabaseCall("dbnext", context, "");
        var iteration = Iterations.Of(context).Get(call.Function, descriptor);
        try
        {
            return await MoveAsync(context, iteration, descriptor);
        }
        catch (StateStoreException e)
        {
            throw call.Failed(e);
        }
    }

    /// <summary>The key of the record.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open.</exception>
    [MflFunction("dbkey", NonBlocking = true, Raises = "e_range")]
    public static string Key(MflContext context, long descriptor) => DatabaseCall.Text(Iterations.Of(context).Get("dbkey", descriptor).Current.Key);

    /// <summary>The value of the record.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open.</exception>
    [MflFunction("dbvalue", NonBlocking = true, Raises = "e_range")]
    public static string Value(MflContext context, long descriptor) => DatabaseCall.Text(Iterations.Of(context).Get("dbvalue", descriptor).Current.Record.Value);

    /// <summary>Ends a walk before its end.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the descriptor is not open.</exception>
    [MflFunction("dbbreak", Raises = "e_range")]
    public static ValueTask Break(MflContext context, long descriptor)
    {
        var open = Iterations.Of(context);
        _ = open.Get("dbbreak", descriptor);
        return open.CloseAsync(descriptor);
    }

    private static async ValueTask<bool> MoveAsync(MflContext context, Iteration iteration, long descriptor)
    {
        var isThere = false;
        try
        {
            isThere = await iteration.MoveAsync(context.CancellationToken);
        }
        finally
        {
            if (!isThere)
                await Iterations.Of(context).CloseAsync(descriptor);
        }

        return isThere;
    }
}
