using System.Text;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate;

/// <summary>A database with an identifier, as the functions of this plugin use it. Thread-safe.</summary>
/// <param name="databases">All databases.</param>
/// <param name="format">Its records, which give it its identifier.</param>
internal sealed class CounterDatabase(IStateDatabases databases, IStateRecordFormat format)
{
    private StateExpiry? _expiry;

    /// <summary>How long a record lives, in seconds; 0 for ever.</summary>
    public long ExpireSeconds => (long)(databases.Find(format.Name)?.ExpireInterval.TotalSeconds ?? 0);

    /// <summary>Decides on the record of a key in one step.</summary>
    /// <param name="context">The caller.</param>
    /// <param name="failure">What the exception says when the database fails, before the key.</param>
    /// <param name="key">The key as the program gives it.</param>
    /// <param name="storedKey">The record's key.</param>
    /// <param name="whenDisabled">What the function returns when the database is disabled: nothing is counted then.</param>
    /// <param name="state">Handed to <paramref name="decide"/>.</param>
    /// <param name="decide">Decides.</param>
    /// <exception cref="MflException"><c>e_dbfailure</c></exception>
    public async ValueTask<TResult> DecideAsync<TState, TResult>(
        MflContext context, string failure, string key, ReadOnlyMemory<byte> storedKey, TResult whenDisabled, TState state, StateDecision<TState, TResult> decide)
    {
        try
        {
            return await OpenAsync(context.CancellationToken) is not { } table
                ? whenDisabled
                : await table.UpdateAsync(storedKey, state, decide, context.CancellationToken);
        }
        catch (StateStoreException reason)
        {
            throw Failure($"{failure} {key}", reason);
        }
    }

    /// <summary>The exception of a store that has failed. What the store says is text, of which MFL gets the bytes.</summary>
    public static MflException Failure(string what, StateStoreException reason) =>
        new(MflExceptionCode.DatabaseFailure, $"{what}: {Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(reason.Message))}");

    /// <summary>Its table; <see langword="null"/> when it is disabled.</summary>
    /// <exception cref="StateStoreException">It is not configured, or cannot be opened.</exception>
    public async ValueTask<IStateTable?> OpenAsync(CancellationToken cancellationToken)
    {
        StateDatabase database = databases.Find(format.Name) ?? throw new StateStoreException(
            $"there is no database `{format.Name}'; the configuration must say: database {format.Name} {{ }}", isTransient: false);
        return database.IsEnabled
            ? await databases.GetAsync(format.Name, _expiry ??= Expires, cancellationToken)
            : null;
    }

    private DateTimeOffset? Expires(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        databases.Find(format.Name) is { } database ? format.Expires(key, value, database) : null;
}
