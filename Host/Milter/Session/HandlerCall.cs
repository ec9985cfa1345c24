using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;
using Postern.Abstractions.Milter;
using Postern.Milter.Negotiation;
using Postern.Milter.Wire;

namespace Postern.Milter.Session;

/// <summary>
/// Calls a session's filter, one call at a time, and is the barrier for its faults. An inline stage is called where its frame was
/// read; any other runs on a worker while the session awaits this object, which allocates nothing per call.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A cancellation source without a timer holds nothing to dispose; a handler may still use its token.")]
internal sealed class HandlerCall(SessionServices services, SessionFaults faults) : IHandlerWork, IValueTaskSource<HandlerResult>
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Abandoned = 2;

    // Time for a call to be quick in; only then the peer is looked at.
    private const long PatienceMilliseconds = 2000;

    private static ReadOnlySpan<byte> ProgressFrame => [0, 0, 0, 1, (byte)ReplyCode.Progress];

    private readonly Lock _gate = new();
    private CancellationTokenSource _cancellation = new();
    private ManualResetValueTaskSourceCore<HandlerResult> _source;
    private TaskCompletionSource? _released;
    private ISessionTransport? _transport;
    private IFilterSession? _filter;
    private StageEvent? _arguments;
    private IHandlerTask? _task;
    private MilterStages _inline;
    private int _phase;
    private long _begun;
    private long _deadline;
    private long _nextProgress;

    /// <summary>The filter did not come back; completes when it does at last.</summary>
    public Task? Released => _released?.Task;

    public void Attach(IFilterSession filter, ISessionTransport transport, StageEvent arguments, MilterStages inline)
    {
        _filter = filter;
        _transport = transport;
        _arguments = arguments;
        _inline = inline;
    }

    public void Detach()
    {
        _filter = null;
        _transport = null;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The plugin call edge: any exception of a filter is a fault of one message.")]
    [SuppressMessage("Usage", "VSTHRD103", Justification = "The result of a completed call.")]
    public ValueTask<HandlerResult> CallAsync(IHandlerTask task)
    {
        if (_cancellation.IsCancellationRequested)
            _cancellation = new CancellationTokenSource();
        if (!_inline.Has(task.Stage))
            return OnWorker(task);
        try
        {
            var call = task.InvokeAsync(_filter!, _arguments!, _cancellation.Token);
            return call.IsCompletedSuccessfully
                ? new ValueTask<HandlerResult>(new HandlerResult(HandlerOutcome.Replied, call.Result))
                : Waiting(task, call);
        }
        catch (Exception error)
        {
            return new ValueTask<HandlerResult>(Fault(task.Stage, error));
        }
    }

    /// <summary>Called by the server's sweep: ends a call whose time is up, and keeps the MTA patient at the end of message.</summary>
    public void Check(long now)
    {
        lock (_gate)
        {
            if (_phase != Running)
                return;
            if (now >= _deadline)
                Cancel(now);
            else if (_task!.Stage == MilterStage.EndOfMessage && now >= _nextProgress)
                SendProgress();
            else if (_task.Stage < MilterStage.Abort && now - _begun > PatienceMilliseconds && !_cancellation.IsCancellationRequested && _transport!.HasPeerLeft())
                _ = _cancellation.CancelAsync();
        }
    }

    void IHandlerWork.Run() => Start();

    void IHandlerWork.Refuse(HandlerRefusal reason)
    {
        faults.NoWorker(_task!.Stage, reason);
        Complete(HandlerResult.Refused);
    }

    HandlerResult IValueTaskSource<HandlerResult>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<HandlerResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<HandlerResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private ValueTask<HandlerResult> OnWorker(IHandlerTask task)
    {
        Begin(task);
        if (!services.Scheduler.TrySchedule(this))
        {
            faults.NoWorker(task.Stage, HandlerRefusal.QueueFull);
            Complete(HandlerResult.Refused);
        }

        return new ValueTask<HandlerResult>(this, _source.Version);
    }

    private ValueTask<HandlerResult> Waiting(IHandlerTask task, ValueTask<MilterReply> call)
    {
        Begin(task);
        _ = CompleteLater(call);
        return new ValueTask<HandlerResult>(this, _source.Version);
    }

    private void Begin(IHandlerTask task)
    {
        _source.Reset();
        var timeouts = services.Options.Timeouts;
        lock (_gate)
        {
            _task = task;
            _begun = services.Clock.Now;
            _deadline = services.Clock.After(task.Stage is >= MilterStage.Header and <= MilterStage.EndOfMessage ? timeouts.Content : timeouts.Command);
            _nextProgress = services.Clock.After(timeouts.Progress);
            _phase = Running;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The plugin call edge: any exception of a filter is a fault of one message.")]
    [SuppressMessage("Usage", "VSTHRD103", Justification = "The result of a completed call.")]
    private void Start()
    {
        ValueTask<MilterReply> call;
        try
        {
            call = _task!.InvokeAsync(_filter!, _arguments!, _cancellation.Token);
        }
        catch (Exception error)
        {
            Complete(Fault(_task!.Stage, error));
            return;
        }

        if (call.IsCompletedSuccessfully)
            Complete(new HandlerResult(HandlerOutcome.Replied, call.Result));
        else
            _ = CompleteLater(call);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The plugin call edge: any exception of a filter is a fault of one message.")]
    private async Task CompleteLater(ValueTask<MilterReply> call)
    {
        HandlerResult result;
        try
        {
            result = new HandlerResult(HandlerOutcome.Replied, await call);
        }
        catch (Exception error)
        {
            result = Fault(_task!.Stage, error);
        }

        Complete(result);
    }

    private HandlerResult Fault(MilterStage stage, Exception error)
    {
        // A call that was told to stop and does is in the log already.
        if (error is not OperationCanceledException || !_cancellation.IsCancellationRequested)
            faults.HandlerFailed(stage, error);
        return HandlerResult.Failed;
    }

    private void Complete(HandlerResult result)
    {
        lock (_gate)
        {
            if (_phase == Abandoned)
            {
                _released!.TrySetResult();
                return;
            }

            _phase = Idle;
        }

        _source.SetResult(result);
    }

    private void Cancel(long now)
    {
        if (!_cancellation.IsCancellationRequested)
        {
            faults.HandlerTimedOut(_task!.Stage);
            _ = _cancellation.CancelAsync();
        }

        long grace = (long)services.Options.Timeouts.Grace.TotalMilliseconds;
        if (now < _deadline + grace)
            return;
        faults.HandlerAbandoned(_task!.Stage);
        _phase = Abandoned;
        _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The session goes on elsewhere: this is the sweep's thread, and the gate is taken.
        _source.RunContinuationsAsynchronously = true;
        _source.SetResult(new HandlerResult(HandlerOutcome.Abandoned, MilterReply.TempFail));
    }

    private void SendProgress()
    {
        _nextProgress = services.Clock.After(services.Options.Timeouts.Progress);
        _transport!.SendNow(ProgressFrame);
    }
}
