using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Postern.Abstractions.Milter;
using Postern.Milter.Negotiation;
using Postern.Milter.Session.Commands;

namespace Postern.Milter.Session;

/// <summary>
/// Takes a session through its stages: is the stage legal now, does the filter see it, what does its reply mean for the
/// message, and is the MTA to be answered. One reply at most per command, so the two sides stay in step whatever happens.
/// </summary>
internal sealed class StageRunner(
    MilterSession session, FilterContext context, HandlerCall handler, ReplyWriter replies, ModificationWriter changes)
{
    private readonly MessageIntake _intake = new(session.Limits, context.Store);
    private NegotiationPlan? _plan;
    private MilterReply _standing;
    private MilterStages _skipped;
    private bool _failed;
    private int _endings;

    public SessionState State { get; private set; }

    public StageEvent Event { get; } = new();

    public bool IsInMessage => StateTable.IsInMessage(State);

    /// <summary>Whether the MTA is likely to send its next command at once. After the first message it mostly waits for its own client.</summary>
    public bool ExpectsMore => IsInMessage || _endings > 1;

    public void Begin(NegotiationPlan? plan)
    {
        _plan = plan;
        _intake.Plan = plan;
        EndMessage(plan is null ? SessionState.Start : SessionState.Ready);
        _endings = 0;
    }

    public void SetMacros(MilterStage stage, ReadOnlySpan<byte> pairs)
    {
        context.Macros.Set(stage, pairs);
        context.ForgetQueueId();
    }

    /// <summary>Checks a command against the state table; one out of order is refused and changes nothing.</summary>
    public bool TryEnter(StageCommand command)
    {
        var stage = command.Stage;
        if (_plan is null)
        {
            session.Faults.Violation($"{stage} before option negotiation");
            session.Finish(SessionEnd.PeerViolated);
            return false;
        }

        if (StateTable.Allows(State, stage, _plan.Steps))
            return true;

        // As libmilter does: HELO or MAIL in the middle of a message gives the message up.
        if (IsInMessage && stage is MilterStage.Helo or MilterStage.Mail)
            return true;
        session.Faults.Violation($"{stage} is out of order after {State}");
        Refuse(stage);
        return false;
    }

    public void RefuseMalformed(StageCommand command)
    {
        session.Faults.Violation($"{command.Stage} with a malformed payload");
        Refuse(command.Stage);
    }

    [SuppressMessage("Usage", "VSTHRD103", Justification = "The result of a completed call.")]
    public ValueTask RunAsync(StageCommand command)
    {
        var stage = command.Stage;
        if (IsInMessage && stage is MilterStage.Helo or MilterStage.Mail)
            return AbortAndRunAsync(command);
        if (State >= SessionState.MessageDecided && !IsAskedAnew(stage))
        {
            Answer(stage, _standing);
            return ValueTask.CompletedTask;
        }

        if (stage <= MilterStage.Rcpt)
            Advance(stage);
        State = StateTable.After(stage, State);
        if (command.Take(_intake, Event) is { } problem)
        {
            session.Faults.LimitExceeded(stage, problem);
            if (stage == MilterStage.Rcpt)
                Refuse(stage);
            else
                Fail(stage);
            return ValueTask.CompletedTask;
        }

        if (_failed && stage > MilterStage.Helo && stage != MilterStage.Unknown)
        {
            Fail(stage);
            return ValueTask.CompletedTask;
        }

        if (!_plan!.Called.Has(stage) || _skipped.Has(stage))
        {
            Settle(stage, MilterReply.Continue);
            return ValueTask.CompletedTask;
        }

        var call = CallAsync(command);
        if (!call.IsCompletedSuccessfully)
            return SettleLater(stage, call);
        Settle(stage, call.Result);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the chunk that came with the end of the message; true when the end itself is to run.</summary>
    public async ValueTask<bool> RunLastChunkAsync(StageCommand body)
    {
        if (State >= SessionState.MessageDecided || _failed)
            return true;
        State = SessionState.Body;
        if (body.Take(_intake, Event) is { } problem)
        {
            session.Faults.LimitExceeded(MilterStage.Body, problem);
            _failed = true;
            return true;
        }

        if (!_plan!.Called.Has(MilterStage.Body) || _skipped.Has(MilterStage.Body))
            return true;
        var result = await CallAsync(body);
        if (result.Outcome is HandlerOutcome.Failed or HandlerOutcome.Refused)
        {
            _failed = true;
            return true;
        }

        if (result.Reply.Verdict is not (MilterVerdict.Continue or MilterVerdict.Skip))
        {
            // The verdict answers the whole command, whatever was promised of single chunks.
            Conclude(MilterStage.EndOfMessage, result.Reply, afterChunk: true);
            return false;
        }

        if (result.Reply.Verdict == MilterVerdict.Skip)
            _skipped |= MilterStages.Body;
        return true;
    }

    public async ValueTask AbortAsync()
    {
        if (State == SessionState.MessageDecided)
            EndMessage(SessionState.Idle);
        else if (State == SessionState.SessionDecided)
            context.EndMessage();
        if (!IsInMessage)
            return;
        await TellAbortAsync();
        EndMessage(SessionState.Idle);
    }

    /// <summary>Tells the filter that its message is given up, when it wants to know.</summary>
    public async ValueTask TellAbortAsync()
    {
        if (_plan!.Called.Has(MilterStage.Abort))
        {
            await session.FlushAsync();
            await handler.CallAsync(AbortTask.Instance);
        }
    }

    private async ValueTask AbortAndRunAsync(StageCommand command)
    {
        // The arguments survive the abort: they lie in the receive buffer, which does not move meanwhile.
        await TellAbortAsync();
        session.Faults.Unusual(command.Stage, "the MTA gave up the message before it without an abort");
        EndMessage(SessionState.Idle);
        await RunAsync(command);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SettleLater(MilterStage stage, ValueTask<HandlerResult> call) => Settle(stage, await call);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<HandlerResult> FlushAndCallAsync(StageCommand task)
    {
        await session.FlushAsync();
        return await handler.CallAsync(task);
    }

    // Replies before this one must not wait for a handler that may take its time.
    private ValueTask<HandlerResult> CallAsync(StageCommand task) =>
        session.HasOutput && !_plan!.Inline.Has(task.Stage) ? FlushAndCallAsync(task) : handler.CallAsync(task);

    private bool IsAskedAnew(MilterStage stage) => State == SessionState.MessageDecided
        && stage is MilterStage.Helo or MilterStage.Mail or MilterStage.Unknown;

    // A new CONNECT, HELO, MAIL or RCPT ends what the later stages' macros were true for.
    private void Advance(MilterStage stage)
    {
        context.Macros.ClearFrom(stage + 1);
        if (stage == MilterStage.Mail)
        {
            _intake.Clear();
            _skipped = MilterStages.None;
            _failed = false;
        }
    }

    private void Settle(MilterStage stage, in HandlerResult result)
    {
        if (result.Outcome == HandlerOutcome.Replied)
            Settle(stage, result.Reply);
        else
            Fail(stage);
    }

    private void Settle(MilterStage stage, in MilterReply reply)
    {
        if (!_plan!.Unanswered.Has(stage))
        {
            Conclude(stage, reply, afterChunk: false);
            return;
        }

        if (reply.Verdict != MilterVerdict.Continue)
            session.Faults.Author(stage, $"it promised not to reply but replied {reply.Verdict}; not sent");
    }

    private void Conclude(MilterStage stage, in MilterReply given, bool afterChunk)
    {
        var reply = StageRules.Correct(stage, given, _plan!, context, session.Faults);
        if (stage == MilterStage.EndOfMessage && !afterChunk
            && reply.Verdict is MilterVerdict.Continue or MilterVerdict.Accept
            && context.Modifications.Items.Count > 0)
            changes.Write(context.Modifications, _plan!);

        if (reply.Verdict == MilterVerdict.Skip)
        {
            _skipped |= StageSet.Of(stage);
            if (stage != MilterStage.Body || !_plan!.Steps.HasFlag(MilterSteps.Skip))
                reply = MilterReply.Continue;
        }

        replies.Write(stage, reply);
        if (stage == MilterStage.EndOfMessage)
            EndMessage(SessionState.Idle);
        else if (StageRules.EndsSession(stage, reply.Verdict))
            Decide(SessionState.SessionDecided, reply);
        else if (StageRules.EndsMessage(stage, reply.Verdict))
            Decide(SessionState.MessageDecided, reply);
    }

    private void Decide(SessionState state, in MilterReply reply)
    {
        EndMessage(state);
        _standing = reply;
    }

    private void EndMessage(SessionState next)
    {
        context.EndMessage();
        _intake.Clear();
        _skipped = MilterStages.None;
        _failed = false;
        _endings++;
        State = next;
    }

    // The message gets a tempfail: now, or at the first stage that is answered.
    private void Fail(MilterStage stage)
    {
        _failed |= stage > MilterStage.Helo && stage != MilterStage.Unknown;
        if (!_plan!.Unanswered.Has(stage))
            FailNow(stage);
    }

    private void FailNow(MilterStage stage)
    {
        replies.Write(stage, MilterReply.TempFail);
        if (stage == MilterStage.EndOfMessage)
            EndMessage(SessionState.Idle);
        else if (StageRules.EndsMessage(stage, MilterVerdict.TempFail))
            Decide(SessionState.MessageDecided, MilterReply.TempFail);
    }

    private void Refuse(MilterStage stage)
    {
        if (!_plan!.Unanswered.Has(stage))
            replies.Write(stage, MilterReply.TempFail);
        if (session.Faults.IsHopeless)
            session.Finish(SessionEnd.PeerViolated);
    }

    private void Answer(MilterStage stage, in MilterReply reply)
    {
        if (!_plan!.Unanswered.Has(stage))
            replies.Write(stage, reply);
        if (State == SessionState.MessageDecided && stage == MilterStage.EndOfMessage)
            EndMessage(SessionState.Idle);
    }
}
