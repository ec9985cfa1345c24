using Postern.Abstractions.Storage;
using Postern.Tools.Mfdbtool.CommandLine;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary>
/// Writes records into a table in batches. Where a record may have to give way to one that is there, each is decided on in one step of the store, so that
/// hosts may work with the table meanwhile.
/// </summary>
/// <param name="target">The database.</param>
/// <param name="table">Its table.</param>
/// <param name="rule">What to do with a key that is there.</param>
internal sealed class RecordImport(Target target, IStateTable table, ConflictRule rule)
{
    private const int BatchRecords = 1000;
    private const int BatchBytes = 1024 * 1024;
    private const int AtOnce = 8;

    private readonly List<StateEntry> _batch = new(BatchRecords);
    private long _batchBytes;
    private long _written;

    /// <summary>Records that the table has got.</summary>
    public long Written => _written;

    /// <summary>Records in whose place another one stays.</summary>
    public long Kept { get; private set; }

    public ValueTask AddAsync(StateEntry entry, CancellationToken cancellationToken)
    {
        _batch.Add(entry);
        _batchBytes += entry.Key.Length + entry.Record.Value.Length;
        return _batch.Count >= BatchRecords || _batchBytes >= BatchBytes ? WriteBatchAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    /// <summary>Writes what is waiting.</summary>
    public async ValueTask WriteBatchAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
            return;
        if (rule == ConflictRule.Replace)
        {
            await table.PutManyAsync(_batch, cancellationToken);
            _written += _batch.Count;
        }
        else
        {
            long before = _written;
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(_batch, options, WriteOneAsync);
            Kept += _batch.Count - (_written - before);
        }

        _batch.Clear();
        _batchBytes = 0;
    }

    private async ValueTask WriteOneAsync(StateEntry entry, CancellationToken cancellationToken)
    {
        bool isWritten = rule == ConflictRule.Keep
            ? await table.InsertAsync(entry.Key, entry.Record, cancellationToken)
            : await table.UpdateAsync(entry.Key, (target, entry), static (present, state) => Decide(present, state.target, state.entry), cancellationToken);
        if (isWritten)
            Interlocked.Increment(ref _written);
    }

    private static StateChange<bool> Decide(StateRecord? present, Target target, StateEntry entry)
    {
        if (present is not { } record)
            return StateChange.Write(entry.Record, true);
        DateTimeOffset there = target.Expires(entry.Key.Span, record) ?? DateTimeOffset.MaxValue;
        DateTimeOffset here = target.Expires(entry.Key.Span, entry.Record) ?? DateTimeOffset.MaxValue;
        return here > there ? StateChange.Write(entry.Record, true) : StateChange.Keep(false);
    }
}
