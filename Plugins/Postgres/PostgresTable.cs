using System.Runtime.CompilerServices;
using Postern.Abstractions.Storage;
using Postern.Plugins.Postgres.Decisions;
using Postern.Plugins.Postgres.Layout;
using Postern.Plugins.Postgres.Server;

namespace Postern.Plugins.Postgres;

/// <summary>A table on the server, shared by any number of hosts.</summary>
internal sealed class PostgresTable : IStateTable
{
    /// <summary>While one batch is on the server, another one is read and decided; more would only make the batches smaller.</summary>
    private const int Lanes = 2;

    /// <summary>An entry of the index must fit into a third of a page.</summary>
    private const int LongestKey = 2600;

    private const int LongestValue = 16 * 1024 * 1024;

    private readonly string _name;
    private readonly StateTableMode _mode;
    private readonly DatabaseServer _server;
    private readonly TimeProvider _clock;
    private readonly Attempt _attempt;
    private readonly WorkQueue _queue = new(Lanes);
    private readonly LaneRunner[] _runners;
    private readonly Lane[] _lanes;
    private readonly BulkWriter _bulk;
    private readonly TableMaintenance _maintenance;
    private int _isDisposed;

    public PostgresTable(StateTableRequest request, DatabaseServer server, TimeProvider clock)
    {
        _name = request.Location;
        _mode = request.Mode;
        _server = server;
        _clock = clock;
        _attempt = new Attempt(server, _name);
        var sql = new TableSql(server.Settings.Schema, _name);
        _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new Lane(server, sql))];
        _runners = [.. _lanes.Select((lane, number) => new LaneRunner(_queue, number, lane, server, _attempt, clock))];
        _bulk = new BulkWriter(server, sql, _attempt);
        _maintenance = new TableMaintenance(server, sql, _attempt);
    }

    /// <summary>Makes sure that the table exists, and tells the server of its lanes.</summary>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        var opener = new TableOpener(_server, _name);
        return _attempt.RunAsync(
            async token =>
            {
                await opener.EnsureAsync(_mode, token);
                if (_mode == StateTableMode.ReadWrite)
                    await _maintenance.AddLanesAsync(LaneIds(), token);
                return true;
            },
            cancellationToken);
    }

    public ValueTask<StateRecord?> GetAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
        new(CallAsync(key, 0, static (present, _) => StateChange.Keep(present), isBlind: false, cancellationToken));

    public async ValueTask PutAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken)
    {
        CheckWritable(cancellationToken);
        CheckValue(record);
        await CallAsync(key, record, static (_, written) => StateChange.Write(written, true), isBlind: true, cancellationToken);
    }

    public async ValueTask PutManyAsync(IReadOnlyList<StateEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        CheckWritable(cancellationToken);
        var rows = new Dictionary<byte[], RowWrite>(entries.Count, KeyComparer.Instance);
        foreach (var entry in entries)
        {
            CheckKey(entry.Key);
            CheckValue(entry.Record);
            var row = RowWrite.Of(entry.Key.ToArray(), entry.Record, RowWrite.BlindVersion());
            rows[row.Key] = row;
        }

        if (rows.Count > 0)
            await _bulk.WriteAsync([.. rows.Values], cancellationToken);
    }

    public async ValueTask<bool> InsertAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken)
    {
        CheckWritable(cancellationToken);
        CheckValue(record);
        return await CallAsync(
            key, record, static (present, written) => present is null ? StateChange.Write(written, true) : StateChange.Keep(false), isBlind: false, cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        CheckWritable(cancellationToken);
        return await CallAsync(key, 0, static (present, _) => StateChange.Delete(present is not null), isBlind: false, cancellationToken);
    }

    public async ValueTask<TResult> UpdateAsync<TState, TResult>(
        ReadOnlyMemory<byte> key, TState state, StateDecision<TState, TResult> decide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decide);
        CheckWritable(cancellationToken);
        return await CallAsync(key, state, decide, isBlind: false, cancellationToken);
    }

    public async IAsyncEnumerable<StateEntry> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[]? last = null;
        while (true)
        {
            CheckOpen(cancellationToken);
            var page = await _maintenance.PageAsync(last, cancellationToken);
            foreach (var (key, row) in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (row.At(_clock.GetUtcNow()) is { } record)
                    yield return new StateEntry(key, record);
            }

            if (page.Count == 0)
                yield break;
            last = page[^1].Key;
        }
    }

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken)
    {
        CheckOpen(cancellationToken);
        return await _maintenance.CountAsync(cancellationToken);
    }

    public async ValueTask<long> ExpireAsync(CancellationToken cancellationToken)
    {
        CheckWritable(cancellationToken);
        return await _maintenance.ExpireAsync(_clock.GetUtcNow(), cancellationToken);
    }

    public async ValueTask CompactAsync(CancellationToken cancellationToken)
    {
        CheckWritable(cancellationToken);
        await _maintenance.CompactAsync(_name, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        // Whoever called before still gets an answer, at the latest when the call's time is over.
        await _queue.CloseAsync().WaitAsync(_server.Settings.CommandTimeout, _server.Waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_mode == StateTableMode.ReadWrite && _server.Outage.Fault is null)
            await _maintenance.RemoveLanesAsync(LaneIds()).WaitAsync(_server.Settings.CommandTimeout, _server.Waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var lane in _lanes)
            await lane.DisposeAsync();
        _bulk.Dispose();
    }

    private async Task<TResult> CallAsync<TState, TResult>(
        ReadOnlyMemory<byte> key, TState state, StateDecision<TState, TResult> decide, bool isBlind, CancellationToken cancellationToken)
    {
        CheckOpen(cancellationToken);
        CheckKey(key);
        var decision = new Decision<TState, TResult>(state, decide, isBlind);
        int lane = _queue.Add(key.ToArray(), decision) ?? throw new ObjectDisposedException(_name);
        if (lane >= 0)
            Start(_runners[lane]);
        try
        {
            return await decision.Answer.WaitAsync(_server.Settings.CommandTimeout, _server.Waits, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            decision.Abandon();

            // It may have come in the moment when the time was over.
            if (decision.Answer.IsCompleted)
                return await decision.Answer;
            if (e is OperationCanceledException)
                throw;
            throw _attempt.OutOfTime(e);
        }
    }

    /// <summary>A lane works for all sessions: what the one that starts it carries along (scopes of the log) is not for the others.</summary>
    private static void Start(LaneRunner runner)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = runner.RunAsync();
            return;
        }

        using (ExecutionContext.SuppressFlow())
            _ = runner.RunAsync();
    }

    private long[] LaneIds() => [.. _lanes.Select(static lane => lane.Id), _bulk.Id];

    private void CheckOpen(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void CheckWritable(CancellationToken cancellationToken)
    {
        CheckOpen(cancellationToken);
        if (_mode == StateTableMode.ReadOnly)
            throw new StateStoreException($"{_name}: the table was opened for reading only", isTransient: false);
    }

    private void CheckKey(ReadOnlyMemory<byte> key)
    {
        if (key.Length > LongestKey)
            throw new StateStoreException($"{_name}: a key of {key.Length} bytes; PostgreSQL takes {LongestKey} at most", isTransient: false);
    }

    private void CheckValue(StateRecord record)
    {
        if (record.Value.Length > LongestValue)
            throw new StateStoreException($"{_name}: a value of {record.Value.Length} bytes; at most {LongestValue} can be stored", isTransient: false);
    }
}
