using Postern.Abstractions.Storage;

namespace Postern.Plugins.Databases.Tests;

/// <summary>A table that tells what becomes of it.</summary>
internal sealed class WatchedTable(IStateTable inner) : IStateTable
{
    public bool IsClosed { get; private set; }

    public int Expirations { get; private set; }

    /// <summary>Set: expiry fails with it.</summary>
    public StateStoreException? Failure { get; set; }

    public ValueTask<StateRecord?> GetAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken) => Open().GetAsync(key, cancellationToken);

    public ValueTask PutAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken) => Open().PutAsync(key, record, cancellationToken);

    public ValueTask PutManyAsync(IReadOnlyList<StateEntry> entries, CancellationToken cancellationToken) => Open().PutManyAsync(entries, cancellationToken);

    public ValueTask<bool> InsertAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken) =>
        Open().InsertAsync(key, record, cancellationToken);

    public ValueTask<bool> DeleteAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken) => Open().DeleteAsync(key, cancellationToken);

    public ValueTask<TResult> UpdateAsync<TState, TResult>(
        ReadOnlyMemory<byte> key, TState state, StateDecision<TState, TResult> decide, CancellationToken cancellationToken) =>
        Open().UpdateAsync(key, state, decide, cancellationToken);

    public IAsyncEnumerable<StateEntry> EnumerateAsync(CancellationToken cancellationToken) => Open().EnumerateAsync(cancellationToken);

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => Open().CountAsync(cancellationToken);

    public ValueTask<long> ExpireAsync(CancellationToken cancellationToken)
    {
        Expirations++;
        return Failure is null ? Open().ExpireAsync(cancellationToken) : throw Failure;
    }

    public ValueTask CompactAsync(CancellationToken cancellationToken) => Open().CompactAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        return ValueTask.CompletedTask;
    }

    private IStateTable Open() => IsClosed ? throw new InvalidOperationException("the table is closed") : inner;
}
