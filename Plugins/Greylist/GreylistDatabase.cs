using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Greylist.Checks;

namespace Postern.Plugins.Greylist;

/// <summary>One of the two databases, whose failures are exceptions of the program.</summary>
internal sealed class GreylistDatabase
{
    private readonly IStateDatabases _databases;
    private readonly string _id;
    private readonly StateExpiry _expiry;

    private GreylistDatabase(IStateDatabases databases, string id, StateExpiry expiry)
    {
        _databases = databases;
        _id = id;
        _expiry = expiry;
    }

    /// <summary>The database <c>greylist</c>.</summary>
    public static GreylistDatabase OfGreylist(IStateDatabases databases) => new(
        databases,
        GreylistFormat.Database,
        (_, value) => GreylistRecord.TryRead(value, out long time) && databases.Find(GreylistFormat.Database) is { } database
            ? GreylistRecord.Expires(time, database.ExpireInterval)
            : null);

    /// <summary>The database <c>greylist-awl</c>.</summary>
    public static GreylistDatabase OfChecks(IStateDatabases databases) => new(
        databases,
        CheckFormat.Database,
        static (_, value) => CheckRecord.TryRead(value, out CheckRecord record) ? record.Expires : null);

    /// <summary>Whether there is one, and it may be used.</summary>
    public bool IsEnabled => _databases.Find(_id) is { IsEnabled: true };

    /// <summary>How it is configured.</summary>
    /// <exception cref="MflException"><c>e_dbfailure</c>: it is not.</exception>
    public StateDatabase Settings(string function) => _databases.Find(_id) ?? throw Failure(function, $"there is no database {_id}");

    /// <summary>Decides on a record in one step.</summary>
    /// <exception cref="MflException"><c>e_dbfailure</c>: the store cannot.</exception>
    public async ValueTask<TResult> UpdateAsync<TState, TResult>(
        MflContext context, string function, string key, TState state, StateDecision<TState, TResult> decide)
    {
        try
        {
            IStateTable table = await _databases.GetAsync(_id, _expiry, context.CancellationToken);
            return await table.UpdateAsync(RecordKey.Encode(key), state, decide, context.CancellationToken);
        }
        catch (StateStoreException e)
        {
            throw Failure(function, e.Message);
        }
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="MflException"><c>e_dbfailure</c>: the store cannot.</exception>
    public async ValueTask<StateRecord?> GetAsync(MflContext context, string function, string key)
    {
        try
        {
            IStateTable table = await _databases.GetAsync(_id, _expiry, context.CancellationToken);
            return await table.GetAsync(RecordKey.Encode(key), context.CancellationToken);
        }
        catch (StateStoreException e)
        {
            throw Failure(function, e.Message);
        }
    }

    /// <summary>The exception that says something in text, of which MFL gets the bytes.</summary>
    public static MflException Failure(string text) => new(MflExceptionCode.DatabaseFailure, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)));

    private static MflException Failure(string function, string text) => Failure($"{function}: {text}");
}
