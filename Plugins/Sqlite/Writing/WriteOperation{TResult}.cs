using System.Threading.Tasks.Sources;

namespace Postern.Plugins.Sqlite.Writing;

/// <summary>A <see cref="WriteOperation"/> with a result.</summary>
internal abstract class WriteOperation<TResult>(CancellationToken cancellationToken) : WriteOperation(cancellationToken), IValueTaskSource<TResult>
{
    // What waits goes on elsewhere: here others wait for their turn.
    private ManualResetValueTaskSourceCore<TResult> _source = new() { RunContinuationsAsynchronously = true };

    /// <summary>Ends with the operation; awaited once.</summary>
    public ValueTask<TResult> Result => new(this, _source.Version);

    /// <summary>What <see cref="WriteOperation.Run"/> leaves for the caller.</summary>
    protected TResult Outcome { get; set; } = default!;

    public TResult GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected override void Succeed() => _source.SetResult(Outcome);

    protected override void Fail(Exception reason) => _source.SetException(reason);
}
