namespace Postern.Abstractions.Storage;

/// <summary>
/// A named table of key to record with expiry, possibly shared with other processes and hosts. Thread-safe. An expired record does not exist
/// for any operation. Every operation throws <see cref="StateStoreException"/> when the store cannot answer in time.
/// </summary>
public interface IStateTable : IAsyncDisposable
{
    /// <summary>Reads a record; <see langword="null"/> when there is none.</summary>
    ValueTask<StateRecord?> GetAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken);

    /// <summary>Writes a record, replacing one that exists.</summary>
    ValueTask PutAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken);

    /// <summary>Writes a record unless one exists; returns whether it was written.</summary>
    ValueTask<bool> InsertAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken);

    /// <summary>Deletes a record; returns whether it existed.</summary>
    ValueTask<bool> DeleteAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken);

    /// <summary>Reads, decides and writes as one step, whatever other processes do; returns what was decided.</summary>
    /// <param name="key">The key.</param>
    /// <param name="decide">From the present record to the one to write, <see langword="null"/> to delete; may be called again when another
    /// process has changed the record meanwhile, so it must have no side effects.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<StateRecord?> UpdateAsync(
        ReadOnlyMemory<byte> key, Func<StateRecord?, StateRecord?> decide, CancellationToken cancellationToken);

    /// <summary>All records, in no particular order.</summary>
    IAsyncEnumerable<StateEntry> EnumerateAsync(CancellationToken cancellationToken);

    /// <summary>Deletes expired records in small steps; returns how many.</summary>
    ValueTask<long> ExpireAsync(CancellationToken cancellationToken);
}
