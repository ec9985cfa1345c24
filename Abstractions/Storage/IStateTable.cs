namespace Postern.Abstractions.Storage;

/// <summary>
/// A named table of key to record with expiry, possibly shared with other processes and hosts. Thread-safe. An expired record does not exist
/// for any operation. What is acknowledged survives the death of the process. Every operation throws <see cref="StateStoreException"/> when the
/// store cannot answer in time.
/// </summary>
public interface IStateTable : IAsyncDisposable
{
    /// <summary>Reads a record; <see langword="null"/> when there is none. The caller may keep it.</summary>
    ValueTask<StateRecord?> GetAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken);

    /// <summary>Writes a record, replacing one that exists.</summary>
    ValueTask PutAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken);

    /// <summary>Writes records, replacing those that exist, all or none: a few thousand at most. Of equal keys the last counts.</summary>
    ValueTask PutManyAsync(IReadOnlyList<StateEntry> entries, CancellationToken cancellationToken);

    /// <summary>Writes a record unless one exists; returns whether it was written.</summary>
    ValueTask<bool> InsertAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken);

    /// <summary>Deletes a record; returns whether it existed.</summary>
    ValueTask<bool> DeleteAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken);

    /// <summary>Reads, decides and writes as one step, whatever other processes do; returns what was decided.</summary>
    /// <param name="key">The key.</param>
    /// <param name="state">Handed to <paramref name="decide"/>, so that it needs no closure.</param>
    /// <param name="decide">From the present record to what becomes of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<TResult> UpdateAsync<TState, TResult>(
        ReadOnlyMemory<byte> key, TState state, StateDecision<TState, TResult> decide, CancellationToken cancellationToken);

    /// <summary>
    /// All records, in no particular order, one at a time: a table of millions is never in memory as a whole. Records that are written or deleted meanwhile may or may
    /// not be among them; writing to the same table in the loop is allowed.
    /// </summary>
    IAsyncEnumerable<StateEntry> EnumerateAsync(CancellationToken cancellationToken);

    /// <summary>About how many records there are, expired ones included; may be an estimate.</summary>
    ValueTask<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>Deletes expired records in small steps that do not hold up others; returns how many.</summary>
    ValueTask<long> ExpireAsync(CancellationToken cancellationToken);

    /// <summary>Gives space that deleted records have left back to the system. May hold up others.</summary>
    ValueTask CompactAsync(CancellationToken cancellationToken);
}
