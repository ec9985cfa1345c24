using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Milter.Server;
using Postern.Milter.Session;

namespace Postern.Milter.Local;

/// <summary>
/// A connection between an MTA and a filter within one process: the server's session at one end, the client at the other, no socket between.
/// </summary>
public sealed class LocalMilter : IAsyncDisposable
{
    private readonly SessionServices _services;
    private readonly MilterSession _session;
    private readonly MemoryPipe _toFilter = new();
    private readonly ITimer _sweep;

    private LocalMilter(SessionServices services, IFilterEngine engine, MilterClientOptions offer, long number)
    {
        _services = services;
        _session = new MilterSession(services);
        var toMta = new MemoryPipe();
        _session.Attach(new FilterEnd(_toFilter, toMta), engine, number);
        Client = new MilterClient(new MtaEnd(toMta, _toFilter), offer, services.Time);
        _sweep = services.Time.CreateTimer(_ => Sweep(), null, CoarseClock.Tick, CoarseClock.Tick);
        Ended = _session.RunAsync();
    }

    /// <summary>The MTA's side; not negotiated yet. Disposing it ends the connection.</summary>
    public MilterClient Client { get; }

    /// <summary>Completes when the filter's side has ended, its <c>end</c> handler included.</summary>
    public Task Ended { get; }

    /// <summary>Completes when the session has taken all that was sent and waits for the MTA.</summary>
    public Task Idle => _toFilter.Drained;

    /// <summary>Whether the handler under way has been told to stop. Thread-safe.</summary>
    public bool IsHandlerStopped => _session.IsHandlerStopped;

    /// <summary>Opens a connection; the session runs in the caller's execution context.</summary>
    /// <param name="engine">The filter.</param>
    /// <param name="options">Limits and time-outs of the session; its address is not used.</param>
    /// <param name="offer">What the MTA offers, and how long it waits.</param>
    /// <param name="scheduler">Finds threads for handlers that are not inline.</param>
    /// <param name="loggers">Makes the loggers.</param>
    /// <param name="time">The clock of both sides.</param>
    /// <param name="number">The session's number.</param>
    public static LocalMilter Open(
        IFilterEngine engine, MilterServerOptions options, MilterClientOptions offer, IHandlerScheduler scheduler, ILoggerFactory loggers,
        TimeProvider time, long number)
    {
        ArgumentNullException.ThrowIfNull(offer);
        return new LocalMilter(new SessionServices(options, scheduler, loggers, time), engine, offer, number);
    }

    /// <summary>Closes the connection; a session that hangs in its filter is left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        await Client.DisposeAsync();
        if (Ended.IsCompleted)
            _session.Dispose();
    }

    private void Sweep()
    {
        // A clock that is set on by days must not count seconds for a session that is over.
        if (Ended is { IsCompleted: true })
            _sweep.Dispose();
        _services.Clock.Update();
        _session.Check(_services.Clock.Now);
    }
}
