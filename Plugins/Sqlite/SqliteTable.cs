using System.Runtime.CompilerServices;
using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Access;
using Postern.Plugins.Sqlite.Native;
using Postern.Plugins.Sqlite.Writing;

namespace Postern.Plugins.Sqlite;

/// <summary>One opening of a database file.</summary>
internal sealed class SqliteTable(SqliteFile file, SqliteFiles files, TimeProvider time) : IStateTable
{
    /// <summary>After so many decisions in a row that wrote, the next ones are made with the lock in hand at once,</summary>
    private const int WritesExpected = 4;

    /// <summary>except for one in so many, which tells whether it is still so.</summary>
    private const int LookInterval = 8;

    /// <summary>In a damaged index a row may come up again and again; a step that finds more does at least one of them.</summary>
    private const int StepsToCheck = 10_000;

    // Others of this machine get as much time as the steps take.
    private static readonly TimeSpan ExpirePause = TimeSpan.FromMilliseconds(2);

    private readonly RecordLimits _limits = new(file.Path);
    private int _writesInARow;
    private int _isDisposed;

    private long Now => Instant.From(time.GetUtcNow());

    public ValueTask<StateRecord?> GetAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        BeginRead(cancellationToken);
        return file.ReadAsync((Key: key, Now), static (reader, state) => reader.Lookup.FindToKeep(state.Key.Span).At(state.Now), cancellationToken);
    }

    public async ValueTask PutAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken)
    {
        BeginWrite(cancellationToken);
        _limits.CheckKey(key);
        await WriteAsync(key, record, static (_, record) => StateChange.Write(record, result: true), cancellationToken);
    }

    public async ValueTask PutManyAsync(IReadOnlyList<StateEntry> entries, CancellationToken cancellationToken)
    {
        BeginWrite(cancellationToken);
        StateEntry[] all = [.. entries];
        foreach (StateEntry entry in all)
        {
            _limits.CheckKey(entry.Key);
            _limits.CheckValue(entry.Record.Value);
        }

        await file.WriteAsync(new PutManyOperation(all, cancellationToken));
    }

    public ValueTask<bool> InsertAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken) =>
        UpdateAsync(key, record, static (present, record) => present is null ? StateChange.Write(record, result: true) : StateChange.Keep(false), cancellationToken);

    public ValueTask<bool> DeleteAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
        UpdateAsync(key, 0, static (present, _) => present is null ? StateChange.Keep(false) : StateChange.Delete(true), cancellationToken);

    public ValueTask<TResult> UpdateAsync<TState, TResult>(
        ReadOnlyMemory<byte> key, TState state, StateDecision<TState, TResult> decide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decide);
        BeginWrite(cancellationToken);
        _limits.CheckKey(key);

        // What is kept needs no lock. The lock is taken for what is to be written, and the decision is made again with it in hand.
        int writes = _writesInARow;
        if ((writes < WritesExpected || writes % LookInterval == 0)
            && file.TryRead((key, state, decide, Now), Decide, out StateChange<TResult> change)
            && change.Kind == StateChangeKind.Keep)
        {
            _writesInARow = 0;
            return ValueTask.FromResult(change.Result);
        }

        _writesInARow = unchecked(writes + 1);
        return WriteAsync(key, state, decide, cancellationToken);
    }

    public async IAsyncEnumerable<StateEntry> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<StateEntry> page = [];
        for (byte[]? next = []; next is not null;)
        {
            BeginRead(cancellationToken);
            next = await file.ReadAsync((next, Now, page), static (reader, state) => reader.ReadPage(state.next, state.Now, state.page), cancellationToken);
            foreach (StateEntry entry in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry;
            }

            page.Clear();
        }
    }

    public ValueTask<long> CountAsync(CancellationToken cancellationToken)
    {
        BeginRead(cancellationToken);
        return file.ReadAsync(0, static (reader, _) => reader.Count(), cancellationToken);
    }

    public async ValueTask<long> ExpireAsync(CancellationToken cancellationToken)
    {
        long total = 0;
        for (long step = 1; ; step++)
        {
            BeginWrite(cancellationToken);
            if (step % StepsToCheck == 0 && step > await CountAsync(cancellationToken))
                throw SqliteFault.Disorder.ToStoreException(file.Path);
            (int deleted, bool hasMore) = await file.WriteAsync(new ExpireOperation(time, cancellationToken));
            total += deleted;
            if (!hasMore)
                return total;
            await Task.Delay(ExpirePause, cancellationToken);
        }
    }

    public async ValueTask CompactAsync(CancellationToken cancellationToken)
    {
        BeginWrite(cancellationToken);
        await file.WriteAsync(new CompactOperation(cancellationToken));
    }

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isDisposed, 1) == 0 ? files.CloseAsync(file) : ValueTask.CompletedTask;

    private static StateChange<TResult> Decide<TState, TResult>(
        Reader reader, (ReadOnlyMemory<byte> Key, TState State, StateDecision<TState, TResult> Decide, long Now) call) =>
        call.Decide(reader.Lookup.Find(call.Key.Span).At(call.Now), call.State);

    private ValueTask<TResult> WriteAsync<TState, TResult>(
        ReadOnlyMemory<byte> key, TState state, StateDecision<TState, TResult> decide, CancellationToken cancellationToken) =>
        file.WriteAsync(new UpdateOperation<TState, TResult>(key, state, decide, _limits, time, cancellationToken));

    private void BeginRead(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void BeginWrite(CancellationToken cancellationToken)
    {
        BeginRead(cancellationToken);
        if (file.Mode == StateTableMode.ReadOnly)
            throw new StateStoreException($"{file.Path}: it is open for reading only", isTransient: false);
    }
}
