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
/// One connection of an MTA: the loop from bytes to frame to command to reply. The object is used again for later connections.
/// </summary>
internal sealed class MilterSession : IDisposable
{
    private readonly SessionServices _services;
    private readonly FilterContext _context;
    private readonly FrameConnection _connection;
    private readonly HandlerCall _handler;
    private readonly FilterSlot _filter;
    private IFilterEngine? _engine;
    private NegotiationPlan? _plan;

    public MilterSession(SessionServices services)
    {
        _services = services;
        _context = new FilterContext(services);
        _connection = new FrameConnection(services.Clock, services.Options.Timeouts, services.Options.Limits.FrameBytes);
        Faults = new SessionFaults(services.Logger, _context);
        _handler = new HandlerCall(services, Faults, _connection);
        _context.Progress = _handler.TellProgress;
        _filter = new FilterSlot(services.Logger, _context, _handler, Faults);
        var output = _connection.Output;
        Stages = new StageRunner(
            this, _context, _handler, new ReplyWriter(output, Faults), new ModificationWriter(output, Faults));
    }

    public MilterLimits Limits => _services.Options.Limits;

    public SessionFaults Faults { get; }

    public StageRunner Stages { get; }

    public bool HasOutput => _connection.Output.Length > 0;

    /// <summary>Whether the object can serve another connection: not after a fault that may have left it half done.</summary>
    public bool IsReusable => _connection.End != SessionEnd.HostFailed;

    /// <summary>Whether the handler under way has been told to stop. Thread-safe.</summary>
    public bool IsHandlerStopped => _handler.IsStopped;

    /// <summary>The slot in the server's table of sessions.</summary>
    public int Slot { get; set; }

    /// <summary>Begins a connection; <see cref="RunAsync"/> follows.</summary>
    public void Attach(ISessionTransport transport, IFilterEngine engine, long number)
    {
        _engine = engine;
        _plan = null;
        Faults.Clear();
        _context.Attach(transport, number);
        Stages.Begin(null);
        _connection.Attach(transport);
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
                while (_connection.End == SessionEnd.None && TryTakeFrame(out byte code, out var payload))
                {
                    if (NeedsWorker(code))
                    {
                        await BeginHop();
                        _handler.EndHop(await _handler.Hop);
                    }

                    var run = Dispatch(code, payload);
                    if (!run.IsCompletedSuccessfully)
                        await run;
                    _handler.EndCommand();
                }

                // 2.
                var flush = FlushAsync();
                if (!flush.IsCompletedSuccessfully)
                    await flush;
                if (_services.IsDraining && !Stages.IsInMessage)
                    Finish(SessionEnd.Drained);
                if (_connection.End != SessionEnd.None)
                    break;

                // 3. Awaited here and not in a method of its own: that would allocate for each wait.
                try
                {
                    var timeouts = _services.Options.Timeouts;
                    var room = _connection.BeginReceive(_plan is null ? timeouts.Negotiation : timeouts.Idle);
                    _handler.LingerOnWorker(Stages.ExpectsMore);
                    _connection.EndReceive(await _connection.Transport.ReceiveAsync(room));
                }
                catch (SocketException)
                {
                    _connection.BreakReceive();
                }
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

        _connection.Release();
        _context.EndMessage();
        _engine = null;
    }

    /// <summary>Ends the session after the replies written so far; the first reason counts.</summary>
    public void Finish(SessionEnd end) => _connection.Finish(end);

    /// <summary>Called by the server's sweep: ends what takes too long.</summary>
    public void Check(long now)
    {
        _connection.Check(now);
        if (_services.IsDraining && !Stages.IsInMessage)
            _connection.Abort(SessionEnd.Drained, onlyWaiting: true);
        _handler.Check(now);
    }

    /// <summary>Ends the session at once. Thread-safe.</summary>
    public void Abort(SessionEnd end) => _connection.Abort(end, onlyWaiting: false);

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

        await FlushAsync();
        await CloseFilterAsync();
        _context.Macros.ClearFrom(MilterStage.Connect);
        Stages.Begin(_plan);
        OpenFilter();
    }

    /// <summary>Sends the replies written so far in one write.</summary>
    public ValueTask FlushAsync() => _connection.FlushAsync();

    public void Dispose()
    {
        _connection.Dispose();
        _context.Store.Dispose();
    }

    private bool TryTakeFrame(out byte code, out ReadOnlyMemory<byte> payload)
    {
        var status = _connection.TakeFrame(out var frame, out payload);
        code = frame.Code;
        if (status == FrameStatus.Invalid)
        {
            string? foreign = Stages.State == SessionState.Start ? ForeignProtocol.Describe(_connection.Unread) : null;
            Faults.Violation(foreign ?? $"a frame of {frame.Length} bytes, from 1 to {Limits.FrameBytes} expected");
            Finish(SessionEnd.PeerViolated);
        }

        return status == FrameStatus.Complete;
    }

    private bool NeedsWorker(byte code) =>
        _plan is not null && _plan.OnWorker != MilterStages.None
        && _plan.OnWorker.Has(MacroTable.StageOf((CommandCode)code)) && !_handler.Hop.IsHere;

    // Replies written so far must not wait for a worker.
    private ValueTask BeginHop()
    {
        _handler.BeginHop();
        return FlushAsync();
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
        _connection.Output.AppendBytes(_plan.Answer.Span);
        if (_services.Logger.IsEnabled(LogLevel.Debug))
            _services.Logger.Negotiated(_context.Place, _context.PeerAddress, _plan.Version, _plan.Actions, _plan.Steps);
    }

    private bool OpenFilter()
    {
        bool opened = _filter.TryOpen(_engine!, _plan!, Stages.Event);
        if (!opened)
            Finish(SessionEnd.HostFailed);
        return opened;
    }

    private void Fail(Exception error)
    {
        _connection.Fail();
        _services.Logger.SessionFailed(_context.Place, error);
    }

    private async ValueTask CloseAsync()
    {
        var end = _connection.End;

        // A peer that has had its line gets no second one, and one that never spoke is a probe.
        bool isNews = end == SessionEnd.PeerTimedOut
            || (end is SessionEnd.PeerClosed or SessionEnd.PeerReset && _connection.HasReceived && !Faults.HasViolations);
        if (isNews)
            _services.Logger.WentAway(_context.Place, _context.PeerAddress, end, Stages.State);
        else if (_services.Logger.IsEnabled(LogLevel.Debug))
            _services.Logger.Ended(_context.Place, end, Stages.State);

        // The connection is closed after the filter's end, which may still ask for the peer.
        await CloseFilterAsync();
    }

    // A message under way ends with an abort, then the filter's session ends.
    private async ValueTask CloseFilterAsync()
    {
        if (_filter.IsOpen && Stages.IsInMessage)
            await Stages.TellAbortAsync();
        await _filter.CloseAsync();
    }
}
