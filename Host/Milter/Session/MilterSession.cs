using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Milter.Negotiation;
using Postern.Milter.Server;
using Postern.Milter.Session.Commands;
using Postern.Milter.Wire;

namespace Postern.Milter.Session;

/// <summary>
/// One connection of an MTA: the loop from bytes to frame to command to reply. The object and its buffers are used again
/// for later connections.
/// </summary>
internal sealed class MilterSession : IDisposable
{
    private const int Broken = -1;

    private readonly SessionServices _services;
    private readonly FilterContext _context;
    private readonly HandlerCall _handler;
    private readonly ReceiveBuffer _input = new();
    private readonly FrameWriter _output = new();
    private readonly Lock _gate = new();
    private ISessionTransport? _transport;
    private IFilterEngine? _engine;
    private IFilterSession? _filter;
    private NegotiationPlan? _plan;
    private SessionEnd _end;
    private bool _hasReceived;
    private long _waitDeadline = CoarseClock.Never;

    public MilterSession(SessionServices services)
    {
        _services = services;
        _context = new FilterContext(services);
        Faults = new SessionFaults(services.Logger, _context);
        _handler = new HandlerCall(services, Faults);
        Stages = new StageRunner(
            this, _context, _handler, new ReplyWriter(_output, Faults), new ModificationWriter(_output, Faults));
    }

    public MilterLimits Limits => _services.Options.Limits;

    public SessionFaults Faults { get; }

    public StageRunner Stages { get; }

    public bool HasOutput => _output.Length > 0;

    /// <summary>Whether the object can serve another connection: not when a handler still holds on to it.</summary>
    public bool IsReusable => _end is not (SessionEnd.HandlerAbandoned or SessionEnd.HostFailed);

    /// <summary>The slot in the server's table of sessions.</summary>
    public int Slot { get; set; }

    /// <summary>Begins a connection; <see cref="RunAsync"/> follows.</summary>
    public void Attach(ISessionTransport transport, IFilterEngine engine, long number)
    {
        lock (_gate)
        {
            _transport = transport;
            _engine = engine;
            _end = SessionEnd.None;
            _waitDeadline = CoarseClock.Never;
        }

        _plan = null;
        _hasReceived = false;
        Faults.Clear();
        _context.Attach(transport, number);
        Stages.Begin(null);
    }

    /// <summary>
    /// Serves the connection to its end: 1. take whole frames from the input and run their commands; 2. send what they
    /// replied, in one write; 3. receive more.
    /// </summary>
    [SuppressMessage("Design", "CA1031", Justification = "The session edge: a bug ends one connection, not the host.")]
    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                // 1.
                while (_end == SessionEnd.None && TryTakeFrame(out byte code, out var payload))
                {
                    var run = Dispatch(code, payload);
                    if (!run.IsCompletedSuccessfully)
                        await run;
                }

                // 2.
                var flush = FlushAsync();
                if (!flush.IsCompletedSuccessfully)
                    await flush;
                if (_end == SessionEnd.None && _services.IsDraining && !Stages.IsInMessage)
                    Finish(SessionEnd.Drained);
                if (_end != SessionEnd.None)
                    break;

                // 3. Awaited here and not in a method of its own: that would allocate for each wait.
                int count;
                try
                {
                    count = await _transport!.ReceiveAsync(BeginReceive());
                }
                catch (SocketException)
                {
                    count = Broken;
                }

                EndReceive(count);
            }
        }
        catch (Exception error)
        {
            Fail(error);
        }

        try
        {
            await CloseAsync();
        }
        catch (Exception error)
        {
            Fail(error);
        }

        Release();
    }

    /// <summary>Ends the session after the replies written so far; the first reason counts.</summary>
    public void Finish(SessionEnd end)
    {
        if (_end == SessionEnd.None)
            _end = end;
    }

    /// <summary>Called by the server's sweep.</summary>
    public void Check(long now)
    {
        lock (_gate)
        {
            if (now >= Volatile.Read(ref _waitDeadline))
            {
                Finish(SessionEnd.PeerTimedOut);
                _transport?.Abort();
            }
            else if (_services.IsDraining && !Stages.IsInMessage)
                Abort(SessionEnd.Drained, onlyWaiting: true);
        }

        _handler.Check(now);
    }

    /// <summary>Ends the wait for the peer's next command. Thread-safe.</summary>
    public void Abort(SessionEnd end, bool onlyWaiting)
    {
        lock (_gate)
        {
            if (onlyWaiting && Volatile.Read(ref _waitDeadline) == CoarseClock.Never)
                return;
            Finish(end);
            _transport?.Abort();
        }
    }

    public void Negotiate(ReadOnlyMemory<byte> payload)
    {
        if (Stages.State != SessionState.Start)
        {
            Faults.Violation($"a second option negotiation after {Stages.State}");
            Finish(SessionEnd.PeerViolated);
        }
        else if (!OptionNegotiation.TryRead(payload, out var offer))
        {
            Faults.Violation($"option negotiation of {payload.Length} bytes, at least 12 expected");
            Finish(SessionEnd.PeerViolated);
        }
        else
            Answer(_services.Plans.Negotiate(_engine!.Requirements, offer));
    }

    /// <summary>Ends the filter's session and begins another with what was negotiated (<c>SMFIC_QUIT_NC</c>).</summary>
    public async ValueTask BeginAgainAsync()
    {
        if (_plan is null)
        {
            Faults.Violation("QUIT_NC before option negotiation");
            Finish(SessionEnd.PeerViolated);
            return;
        }

        await CloseFilterAsync();
        _context.Macros.ClearFrom(MilterStage.Connect);
        Stages.Begin(_plan);
        OpenFilter();
    }

    /// <summary>Sends the replies written so far in one write.</summary>
    public ValueTask FlushAsync()
    {
        if (_output.Length == 0)
            return ValueTask.CompletedTask;
        try
        {
            var send = _transport!.SendAsync(_output.Written);
            if (!send.IsCompletedSuccessfully)
                return WaitForSend(send);
        }
        catch (SocketException)
        {
            Finish(SessionEnd.PeerReset);
        }

        _output.Clear();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
        _context.Store.Dispose();
    }

    // The peer does not read as fast as the host writes.
    private async ValueTask WaitForSend(ValueTask send)
    {
        Volatile.Write(ref _waitDeadline, _services.Clock.After(_services.Options.Timeouts.Send));
        try
        {
            await send;
        }
        catch (SocketException)
        {
            Finish(SessionEnd.PeerReset);
        }

        Volatile.Write(ref _waitDeadline, CoarseClock.Never);
        _output.Clear();
    }

    private bool TryTakeFrame(out byte code, out ReadOnlyMemory<byte> payload)
    {
        var status = FrameReader.Read(_input.Unread, Limits.FrameBytes, out var frame);
        code = frame.Code;
        if (status == FrameStatus.Complete)
        {
            payload = _input.Take(frame.TotalBytes)[FrameHeader.Bytes..];
            return true;
        }

        payload = default;
        if (status == FrameStatus.Invalid)
        {
            string? foreign = Stages.State == SessionState.Start ? ForeignProtocol.Describe(_input.Unread) : null;
            Faults.Violation(foreign ?? $"a frame of {frame.Length} bytes, from 1 to {Limits.FrameBytes} expected");
            Finish(SessionEnd.PeerViolated);
        }
        else if (frame.Length > 0)
            _input.Expect(frame.TotalBytes);
        return false;
    }

    private ValueTask Dispatch(byte code, ReadOnlyMemory<byte> payload)
    {
        var command = CommandTable.Find(code);
        if (command is not null)
            return command.ExecuteAsync(this, payload);

        // Whether it wants a reply nobody knows, so none is the only answer that can keep the two sides in step.
        Faults.Violation($"unknown command 0x{code:X2} with {payload.Length} bytes; ignored");
        if (_plan is null || Faults.IsHopeless)
            Finish(SessionEnd.PeerViolated);
        return ValueTask.CompletedTask;
    }

    private Memory<byte> BeginReceive()
    {
        var timeouts = _services.Options.Timeouts;
        Volatile.Write(ref _waitDeadline, _services.Clock.After(_plan is null ? timeouts.Negotiation : timeouts.Idle));
        return _input.Free();
    }

    private void EndReceive(int count)
    {
        Volatile.Write(ref _waitDeadline, CoarseClock.Never);
        if (count > 0)
        {
            _input.Added(count);
            _hasReceived = true;
        }
        else
            Finish(count == 0 ? SessionEnd.PeerClosed : SessionEnd.PeerReset);
    }

    private void Fail(Exception error)
    {
        _end = SessionEnd.HostFailed;
        _services.Logger.SessionFailed(_context.Place, error);
    }

    private void Answer(in NegotiationOutcome outcome)
    {
        if (outcome.Plan is null)
        {
            _services.Logger.NotNegotiated(_context.Place, _context.PeerAddress, outcome.Problem);
            Finish(SessionEnd.NotNegotiated);
            return;
        }

        _plan = outcome.Plan;
        _context.Negotiated(_plan.Actions, _plan.Steps, _plan.Version);
        Stages.Begin(_plan);
        if (!OpenFilter())
            return;
        _output.AppendBytes(_plan.Answer.Span);
        if (_services.Logger.IsEnabled(LogLevel.Debug))
        {
            _services.Logger.Negotiated(
                _context.Place, _context.PeerAddress, _plan.Version, _plan.Actions, _plan.Steps);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The plugin call edge: a filter that cannot begin ends one connection.")]
    private bool OpenFilter()
    {
        try
        {
            _filter = _engine!.CreateSession(_context);
            _handler.Attach(_filter, _transport!, Stages.Event, _plan!.Inline);
            return true;
        }
        catch (Exception error)
        {
            Faults.HandlerFailed(MilterStage.None, error);
            Finish(SessionEnd.HostFailed);
            return false;
        }
    }

    private async ValueTask CloseAsync()
    {
        // A peer that has had its line gets no second one, and one that never spoke is a probe.
        bool isNews = _end == SessionEnd.PeerTimedOut
            || (_end is SessionEnd.PeerClosed or SessionEnd.PeerReset && _hasReceived && !Faults.HasViolations);
        if (isNews)
        {
            _services.Logger.WentAway(
                _context.Place, _context.PeerAddress, _end, Stages.State);
        }
        else if (_services.Logger.IsEnabled(LogLevel.Debug))
            _services.Logger.Ended(_context.Place, _end, Stages.State);

        // The filter may ask for the peer at its end; only one that does not come back must not keep the MTA waiting.
        if (_end == SessionEnd.HandlerAbandoned)
            _transport!.Dispose();
        await CloseFilterAsync();
    }

    // A message under way ends with an abort, then the filter's session ends.
    private async ValueTask CloseFilterAsync()
    {
        if (_filter is null)
            return;
        if (_end == SessionEnd.HandlerAbandoned)
            await _handler.Released!;
        else if (Stages.IsInMessage)
            await Stages.TellAbortAsync();
        var filter = _filter;
        _filter = null;
        if (_plan!.Called.Has(MilterStage.Close) && !_plan.Inline.Has(MilterStage.Close) && _end != SessionEnd.HandlerAbandoned)
            await _handler.CallAsync(CloseTask.Instance);
        else
            await DisposeAsync(filter);
        _handler.Detach();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The plugin call edge: a filter's fault at its end concerns nobody else.")]
    private async ValueTask DisposeAsync(IFilterSession filter)
    {
        try
        {
            await filter.DisposeAsync();
        }
        catch (Exception error)
        {
            _services.Logger.CloseFailed(_context.Place, error);
        }
    }

    private void Release()
    {
        lock (_gate)
        {
            _transport?.Dispose();
            _transport = null;
            _waitDeadline = CoarseClock.Never;
        }

        _context.EndMessage();
        _output.Clear();
        _input.Clear();
        _engine = null;
        _filter = null;
    }
}
