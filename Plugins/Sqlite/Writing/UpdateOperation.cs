using System.Diagnostics.CodeAnalysis;
using Postern.Abstractions.Storage;
using Postern.Plugins.Sqlite.Access;

namespace Postern.Plugins.Sqlite.Writing;

/// <summary>Decides on one record.</summary>
internal sealed class UpdateOperation<TState, TResult>(
    ReadOnlyMemory<byte> key, TState state, StateDecision<TState, TResult> decide, RecordLimits limits, TimeProvider time, CancellationToken cancellationToken)
    : WriteOperation<TResult>(cancellationToken)
{
    private Exception? _failure;

    public override void Run(Writer writer)
    {
        _failure = null;
        StoredRow row = writer.Find(key.Span);
        if (!TryDecide(row.At(Instant.From(time.GetUtcNow())), out StateChange<TResult> change))
            return;
        Outcome = change.Result;
        if (change.Kind == StateChangeKind.Write)
            writer.Write(key.Span, row, change.Record);
        else if (change.Kind == StateChangeKind.Delete && row.Exists)
            writer.Delete(key.Span);
    }

    protected override void Succeed()
    {
        if (_failure is { } failure)
            Fail(failure);
        else
            base.Succeed();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a plugin call: others' records are in the same transaction, and the exception goes to whose decision it is.")]
    private bool TryDecide(StateRecord? present, out StateChange<TResult> change)
    {
        try
        {
            change = decide(present, state);
            if (change.Kind == StateChangeKind.Write)
                limits.CheckValue(change.Record.Value);
            return true;
        }
        catch (Exception e)
        {
            _failure = e;
            change = default;
            return false;
        }
    }
}
