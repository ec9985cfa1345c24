using System.Globalization;
using System.Runtime.CompilerServices;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Dbm;

/// <summary>A table in a file of its own. The file has no place for a record's expiry: the request's <see cref="StateTableRequest.Expiry"/> tells it from the bytes.</summary>
internal sealed class DbmTable(DatabaseFormat format, StateTableRequest request, TimeProvider time, TimeSpan limit) : IStateTable
{
    /// <summary>So many records are looked at again and deleted while the file is locked.</summary>
    private const int ExpiryStep = 200;

    private readonly DatabaseAccess _access = new(format, request, limit);

    public static async ValueTask<IStateTable> OpenAsync(
        DatabaseFormat format, StateTableRequest request, TimeProvider time, TimeSpan limit, CancellationToken cancellationToken)
    {
        var table = new DbmTable(format, request, time, limit);
        if (request.Mode == StateTableMode.ReadWrite)
            await table._access.WriteAsync(static _ => true, cancellationToken);
        else if (!File.Exists(request.Location))
            throw new StateStoreException($"{request.Location}: there is no such file", isTransient: false);
        else
            await table._access.ReadAsync(absent: true, static _ => true, cancellationToken);
        return table;
    }

    public ValueTask<StateRecord?> GetAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
        CanExist(key) ? _access.ReadAsync(null, session => Read(session, key.Span), cancellationToken) : default;

    public async ValueTask PutAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken)
    {
        Admit(key, record.Value);
        await _access.WriteAsync(
            session =>
            {
                session.Put(key.Span, record.Value.Span);
                return true;
            },
            cancellationToken);
    }

    public async ValueTask PutManyAsync(IReadOnlyList<StateEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
            Admit(entry.Key, entry.Record.Value);
        await _access.WriteAsync(
            session =>
            {
                session.PutAll(entries);
                return true;
            },
            cancellationToken);
    }

    public ValueTask<bool> InsertAsync(ReadOnlyMemory<byte> key, StateRecord record, CancellationToken cancellationToken) => UpdateAsync(
        key,
        record,
        static (present, record) => present is null ? StateChange.Write(record, true) : StateChange.Keep(false),
        cancellationToken);

    public ValueTask<bool> DeleteAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken) => CanExist(key)
        ? _access.WriteAsync(
            session =>
            {
                bool existed = Read(session, key.Span) is not null;
                session.Delete(key.Span);
                return existed;
            },
            cancellationToken)
        : ValueTask.FromResult(false);

    public ValueTask<TResult> UpdateAsync<TState, TResult>(
        ReadOnlyMemory<byte> key, TState state, StateDecision<TState, TResult> decide, CancellationToken cancellationToken)
    {
        Admit(key, default);
        return _access.WriteAsync(
            session =>
            {
                var change = decide(Read(session, key.Span), state);
                if (change.Kind == StateChangeKind.Write)
                {
                    Admit(key, change.Record.Value);
                    session.Put(key.Span, change.Record.Value.Span);
                }
                else if (change.Kind == StateChangeKind.Delete)
                {
                    session.Delete(key.Span);
                }

                return change.Result;
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<StateEntry> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in AllAsync(cancellationToken))
        {
            if (!IsExpired(entry.Record))
                yield return entry;
        }
    }

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => _access.CountAsync(cancellationToken);

    public async ValueTask<long> ExpireAsync(CancellationToken cancellationToken)
    {
        _access.RefuseReadOnly();
        if (request.Expiry is null)
            return 0;
        long deleted = 0;
        var step = new List<ReadOnlyMemory<byte>>(ExpiryStep);
        await foreach (var entry in AllAsync(cancellationToken))
        {
            if (!IsExpired(entry.Record))
                continue;
            step.Add(entry.Key);
            if (step.Count < ExpiryStep)
                continue;
            deleted += await ExpireAsync(step, cancellationToken);
            step.Clear();
        }

        return step.Count > 0 ? deleted + await ExpireAsync(step, cancellationToken) : deleted;
    }

    public ValueTask CompactAsync(CancellationToken cancellationToken) => _access.CompactAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _access.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Deletes those of the records that are still expired.</summary>
    private ValueTask<long> ExpireAsync(List<ReadOnlyMemory<byte>> keys, CancellationToken cancellationToken) => _access.WriteAsync(
        session =>
        {
            long deleted = 0;
            foreach (var key in keys)
            {
                if (session.Get(key.Span) is { } value && IsExpired(Record(key.Span, value)) && session.Delete(key.Span))
                    deleted++;
            }

            return deleted;
        },
        cancellationToken);

    /// <summary>All records of a copy of the file, expired ones included: none is skipped or told twice, whatever happens to the file meanwhile.</summary>
    private async IAsyncEnumerable<StateEntry> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var copy = await _access.SnapshotAsync(cancellationToken);
        if (copy is null)
            yield break;
        using var session = _access.OpenSnapshot(copy);
        while (session.Next() is var (key, value))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _access.RefuseDisposed();
            yield return new StateEntry(key, Record(key, value));
        }
    }

    private StateRecord? Read(DatabaseSession session, ReadOnlySpan<byte> key) =>
        session.Get(key) is { } value && Record(key, value) is var record && !IsExpired(record) ? record : null;

    private StateRecord Record(ReadOnlySpan<byte> key, byte[] value) => new(value, request.Expiry?.Invoke(key, value));

    private bool IsExpired(StateRecord record) => record.Expires <= time.GetUtcNow();

    private bool CanExist(ReadOnlyMemory<byte> key) => key.Length >= format.SmallestKey && key.Length <= format.LargestKey;

    private void Admit(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
    {
        if (!CanExist(key))
        {
            throw new StateStoreException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{request.Location}: a key of {format.SmallestKey} to {format.LargestKey} bytes is expected, and this has {key.Length}"),
                isTransient: false);
        }

        if (value.Length > DatabaseFormat.LargestValue)
        {
            throw new StateStoreException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{request.Location}: a value of {DatabaseFormat.LargestValue} bytes at most is expected, and this has {value.Length}"),
                isTransient: false);
        }
    }
}
