using System.Diagnostics.CodeAnalysis;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Postgres.Decisions;

/// <summary>A call of <see cref="IStateTable.UpdateAsync"/>, or one that is made into such.</summary>
internal sealed class Decision<TState, TResult>(TState state, StateDecision<TState, TResult> decide, bool isBlind) : Decision(isBlind)
{
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _deciding = new();
    private TResult _result = default!;
    private bool _isAbandoned;

    public override bool IsWanted => !Volatile.Read(ref _isAbandoned) && !_answer.Task.IsCompleted;

    public Task<TResult> Answer => _answer.Task;

    /// <summary>Called by the caller that gives up: its state is its own again when this returns.</summary>
    public void Abandon()
    {
        lock (_deciding)
            _isAbandoned = true;
    }

    [SuppressMessage("Design", "CA1031", Justification = "What the caller's own code throws is the caller's; the other calls of the batch must not suffer.")]
    public override StateChangeKind? Decide(StateRecord? present, out StateRecord record)
    {
        record = default;
        try
        {
            lock (_deciding)
            {
                if (!IsWanted)
                    return null;
                var change = decide(present, state);
                _result = change.Result;
                record = change.Record;
                return change.Kind;
            }
        }
        catch (Exception e)
        {
            _answer.TrySetException(e);
            return null;
        }
    }

    public override void Complete() => _answer.TrySetResult(_result);

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
