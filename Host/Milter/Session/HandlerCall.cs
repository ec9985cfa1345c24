using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Postern.Abstractions.Milter;
using Postern.Milter.Negotiation;

namespace Postern.Milter.Session;

/// <summary>
/// Calls a session's filter, one call at a time; it is the barrier for the filter's faults, and gives each call its deadline. An inline stage is
/// called where its frame was read. For any other the whole session moves to a worker and stays there until it waits for the MTA, so that frames
/// which have arrived already cost no further hop. No call allocates.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A cancellation source without a timer holds nothing to dispose; a handler may still use its token.")]
internal sealed class HandlerCall(SessionServices services, SessionFaults faults, FrameConnection connection)
{
    // Time for a call to be quick in; only then the peer is looked at.
    private const long PatienceMilliseconds = 2000;

    private readonly Lock _gate = new();
    private CancellationTokenSource _cancellation = new();
    private IFilterSession? _filter;
    private StageEvent? _arguments;
    private NegotiationPlan? _plan;
    private IHandlerTask? _running;
    private bool _isGivenUp;
    private HandlerRefusal? _refusal;
    private long _waitingSince = CoarseClock.Never;
    private long _begun;
    private long _deadline;
    private long _nextProgress;

    public void Attach(IFilterSession filter, StageEvent arguments, NegotiationPlan plan)
    {
        _filter = filter;
        _arguments = arguments;
        _plan = plan;
    }

    public void Detach() => _filter = null;

    /// <summary>Whether the call under way has been told to stop.</summary>
    public bool IsStopped => _cancellation.IsCancellationRequested;

    /// <summary>Awaiting it moves whoever awaits to a worker.</summary>
    public WorkerHop Hop { get; } = new(services.Scheduler);

    /// <summary>The session begins to wait for a worker; the wait counts towards the next call's deadline.</summary>
    public void BeginHop() => _waitingSince = services.Clock.Now;

    /// <summary>The wait has ended; without a worker the calls of this command are refused.</summary>
    public void EndHop(HandlerRefusal? refusal) => _refusal = refusal;

    /// <summary>
    /// A worker waits a moment for what the MTA sends next: to go back to the loop and to find a worker again costs two changes of threads.
    /// </summary>
    public void LingerOnWorker(bool expectsMore)
    {
        if (expectsMore && Hop.IsHere && services.Scheduler.HasFree)
            connection.Transport.Linger();
    }

    /// <summary>The command is done with.</summary>
    public void EndCommand()
    {
        _refusal = null;
        _waitingSince = CoarseClock.Never;
    }

    public ValueTask<HandlerResult> CallAsync(IHandlerTask task)
    {
        if (_cancellation.IsCancellationRequested)
            _cancellation = new CancellationTokenSource();
        if (_plan!.Inline.Has(task.Stage))
            return Invoke(task, isInline: true);
        if (_refusal is { } refusal)
            return new ValueTask<HandlerResult>(Refuse(task, refusal));
        Begin(task);
        return Hop.IsHere ? Invoke(task, isInline: false) : HopAndInvoke(task);
    }

    /// <summary>Called by the server's sweep: ends a call whose time is up, and keeps the MTA patient at the end of message.</summary>
    public void Check(long now)
    {
        lock (_gate)
        {
            if (_running is not { } task || _isGivenUp)
                return;
            if (now >= _deadline)
                Stop(task, now);
            else if (task.Stage == MilterStage.EndOfMessage && now >= _nextProgress)
                SendProgress();
            else if (task.Stage < MilterStage.Abort && now - _begun > PatienceMilliseconds
                && !_cancellation.IsCancellationRequested && connection.HasPeerLeft())
                _ = _cancellation.CancelAsync();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HandlerResult> HopAndInvoke(IHandlerTask task)
    {
        return await Hop is { } refusal ? End(Refuse(task, refusal)) : await Invoke(task, isInline: false);
    }

    private HandlerResult Refuse(IHandlerTask task, HandlerRefusal refusal)
    {
        faults.NoWorker(task.Stage, refusal);
        return HandlerResult.Refused;
    }

    [SuppressMessage("Usage", "VSTHRD103", Justification = "The result of a completed call.")]
    [SuppressMessage("Design", "CA1031", Justification = "The plugin call edge: any exception of a filter is a fault of one message.")]
    private ValueTask<HandlerResult> Invoke(IHandlerTask task, bool isInline)
    {
        HandlerResult result;
        try
        {
            var call = task.InvokeAsync(_filter!, _arguments!, _cancellation.Token);
            if (!call.IsCompletedSuccessfully)
            {
                if (isInline)
                    Begin(task);
                return Wait(task, call);
            }

            result = new HandlerResult(HandlerOutcome.Replied, call.Result);
        }
        catch (Exception error)
        {
            result = Fault(task.Stage, error);
        }

        return new ValueTask<HandlerResult>(isInline ? result : End(result));
    }

    [SuppressMessage("Design", "CA1031", Justification = "The plugin call edge: any exception of a filter is a fault of one message.")]
    private async ValueTask<HandlerResult> Wait(IHandlerTask task, ValueTask<MilterReply> call)
    {
        try
        {
            return End(new HandlerResult(HandlerOutcome.Replied, await call));
        }
        catch (Exception error)
        {
            return End(Fault(task.Stage, error));
        }
    }

    private void Begin(IHandlerTask task)
    {
        var timeouts = services.Options.Timeouts;
        var clock = services.Clock;
        lock (_gate)
        {
            _begun = Math.Min(clock.Now, _waitingSince);
            _deadline = clock.After(
                task.Stage is >= MilterStage.Header and <= MilterStage.EndOfMessage ? timeouts.Content : timeouts.Command);
            if (_deadline != CoarseClock.Never)
                _deadline -= clock.Now - _begun;
            _nextProgress = clock.After(timeouts.Progress);
            _isGivenUp = false;
            _running = task;
        }
    }

    private HandlerResult End(HandlerResult result)
    {
        lock (_gate)
            _running = null;
        return result;
    }

    private HandlerResult Fault(MilterStage stage, Exception error)
    {
        // A call that was told to stop and does is in the log already.
        if (error is not OperationCanceledException || !_cancellation.IsCancellationRequested)
            faults.HandlerFailed(stage, error);
        return HandlerResult.Failed;
    }

    private void Stop(IHandlerTask task, long now)
    {
        if (!_cancellation.IsCancellationRequested)
        {
            faults.HandlerTimedOut(task.Stage);
            _ = _cancellation.CancelAsync();
        }

        if (now < _deadline + (long)services.Options.Timeouts.Grace.TotalMilliseconds)
            return;

        // The session itself hangs in the call. The MTA gets its tempfail from here and loses the connection.
        _isGivenUp = true;
        faults.HandlerAbandoned(task.Stage);
        connection.GiveUp(tellsTempFail: task.Stage < MilterStage.Abort && !_plan!.Unanswered.Has(task.Stage));
    }

    /// <summary>Sends a progress frame on behalf of the filter, while it handles the end of a message.</summary>
    public void TellProgress()
    {
        lock (_gate)
        {
            if (_running?.Stage == MilterStage.EndOfMessage)
                SendProgress();
        }
    }

    private void SendProgress()
    {
        _nextProgress = services.Clock.After(services.Options.Timeouts.Progress);
        connection.SendProgress();
    }
}
