using System.Runtime.CompilerServices;
using System.Text;
using Postern.Abstractions.Storage;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>A database in memory. It stays when it is closed.</summary>
internal sealed class MemoryTable(TimeProvider time) : IStateTable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, StateRecord> _records = new(StringComparer.Ordinal);

    public ValueTask<StateRecord?> GetAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(key));
    }

    public ValueTask PutAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(key, record);
        return ValueTask.CompletedTask;
    }

    public ValueTask PutManyAsync(IReadOnlyList<StateEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        cancellationToken.ThrowIfCancellationRequested();
        StateEntry[] all = [.. entries];
        lock (_gate)
        {
            foreach (StateEntry entry in all)
                Write(entry.Key, entry.Record);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> InsertAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            bool isNew = Read(key) is null;
            if (isNew)
                Write(key, record);
            return ValueTask.FromResult(isNew);
        }
    }

    public ValueTask<bool> DeleteAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            bool existed = Read(key) is not null;
            _records.Remove(Text(key));
            return ValueTask.FromResult(existed);
        }
    }

    public ValueTask<TResult> UpdateAsync<TState, TResult>(
        ReadOnlyMemory<byte> key, TState state, StateDecision<TState, TResult> decide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decide);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            StateChange<TResult> change = decide(Read(key), state);
            if (change.Kind == StateChangeKind.Write)
                Write(key, change.Record);
            else if (change.Kind == StateChangeKind.Delete)
                _records.Remove(Text(key));
            return ValueTask.FromResult(change.Result);
        }
    }

    public async IAsyncEnumerable<StateEntry> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (StateEntry entry in All())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }

        await ValueTask.CompletedTask;
    }

    public ValueTask<long> ExpireAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            string[] expired = [.. _records.Where(entry => !IsAlive(entry.Value)).Select(static entry => entry.Key)];
            foreach (string key in expired)
                _records.Remove(key);
            return ValueTask.FromResult((long)expired.Length);
        }
    }

    public ValueTask<long> CountAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return ValueTask.FromResult((long)_records.Count);
    }

    public ValueTask CompactAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public StateRecord? Read(ReadOnlyMemory<byte> key)
    {
        lock (_gate)
            return _records.TryGetValue(Text(key), out StateRecord record) && IsAlive(record) ? record : null;
    }

    public void Write(ReadOnlyMemory<byte> key, StateRecord record)
    {
        // The caller's memory is its own again afterwards.
        lock (_gate)
            _records[Text(key)] = record with { Value = record.Value.ToArray() };
    }

    public IReadOnlyList<StateEntry> All()
    {
        lock (_gate)
            return [.. _records.Where(entry => IsAlive(entry.Value)).Select(static entry => new StateEntry(Encoding.Latin1.GetBytes(entry.Key), entry.Value))];
    }

    private bool IsAlive(StateRecord record) => record.Expires is not { } end || end > time.GetUtcNow();

    private static string Text(ReadOnlyMemory<byte> key) => Encoding.Latin1.GetString(key.Span);
}
