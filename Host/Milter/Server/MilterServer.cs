using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Postern.Milter.Server.Polling;
using Postern.Milter.Session;

namespace Postern.Milter.Server;

/// <summary>One listener and its sessions.</summary>
public sealed class MilterServer : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly MilterServerOptions _options;
    private readonly IFilterEngineSource _engines;
    private readonly SessionServices _services;
    private readonly SessionTable _sessions;
    private readonly AccessList _access;
    private readonly List<PollLoop> _loops = [];
    private readonly Action<MilterSession> _check;
    private ListeningSocket? _listener;
    private ITimer? _sweep;
    private long _connections;
    private int _disposed;

    /// <summary>Makes a server; nothing is opened before <see cref="StartAsync"/>.</summary>
    /// <param name="options">Address, limits, time-outs.</param>
    /// <param name="engines">Gives the filter for each new connection.</param>
    /// <param name="scheduler">Finds threads for handlers that are not inline.</param>
    /// <param name="loggers">Makes the loggers.</param>
    /// <param name="time">The clock.</param>
    public MilterServer(
        MilterServerOptions options,
        IFilterEngineSource engines,
        IHandlerScheduler scheduler,
        ILoggerFactory loggers,
        TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(engines);
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(loggers);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _engines = engines;
        _services = new SessionServices(options, scheduler, loggers, time);
        _sessions = new SessionTable(_services);
        _access = new AccessList(options.AccessRules);
        _check = session => session.Check(_services.Clock.Now);
        BoundAddress = options.Address;
    }

    /// <summary>The address in use: <see cref="MilterServerOptions.Address"/>, with the port that the system chose when it was 0.</summary>
    public MilterAddress BoundAddress { get; private set; }

    /// <summary>Sessions open at present.</summary>
    public int OpenSessions => _sessions.Count;

    /// <summary>Connections let in since the start.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Opens the socket and begins to accept connections.</summary>
    /// <exception cref="MilterListenException">The address cannot be listened on; the message says why and what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _listener = await ListeningSocket.OpenAsync(_options, cancellationToken);
        BoundAddress = _listener.Address;
        _services.Logger.Listening(_options.Id, BoundAddress);
        _sweep = _services.Time.CreateTimer(_ => Sweep(), null, CoarseClock.Tick, CoarseClock.Tick);
        _listener.Socket.Blocking = false;
        int descriptor = (int)_listener.Socket.Handle;
        for (int i = 0; i < _options.IoThreads; i++)
        {
            var loop = new PollLoop(descriptor, Serve, reason => _services.Logger.AcceptFailed(_options.Id, reason));
            _loops.Add(loop);
            loop.Start(string.Create(CultureInfo.InvariantCulture, $"milter {_options.Id}.{i}"));
        }
    }

    /// <summary>
    /// Accepts no more connections, lets messages under way finish, and closes each session at its next idle point.
    /// Returns when all are gone; those left at the limit are closed.
    /// </summary>
    public async Task DrainAsync(TimeSpan limit)
    {
        await StopListeningAsync();
        _services.IsDraining = true;
        _sessions.ForEach(_check);
        var gone = _sessions.WhenEmpty();
        try
        {
            await gone.WaitAsync(limit, _services.Time);
        }
        catch (TimeoutException)
        {
            _services.Logger.DrainLimitReached(_options.Id, OpenSessions);
            _sessions.ForEach(static session => session.Abort(SessionEnd.Drained));
        }
    }

    /// <summary>Drains with <see cref="MilterServerOptions.DrainLimit"/> and frees the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await DrainAsync(_options.DrainLimit);
        try
        {
            await _sessions.WhenEmpty().WaitAsync(CloseLimit);
            foreach (var loop in _loops)
            {
                await loop.StopAsync().WaitAsync(CloseLimit);
                loop.Dispose();
            }
        }
        catch (TimeoutException)
        {
            // A handler that does not come back holds its session, or its loop; the process ends without it.
        }

        if (_sweep is not null)
            await _sweep.DisposeAsync();

        _sessions.Dispose();
    }

    private async Task StopListeningAsync()
    {
        foreach (var loop in _loops)
            await loop.StopListeningAsync();
        _listener?.Dispose();
    }

    private void Sweep()
    {
        _services.Clock.Update();
        _sessions.ForEach(_check);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The session edge: what fails before a session begins ends one connection, not the listener.")]
    private void Serve(PollTransport transport)
    {
        try
        {
            Admit(transport);
        }
        catch (Exception error)
        {
            transport.Dispose();
            _services.Logger.AdmissionFailed(_options.Id, error);
        }
    }

    private void Admit(PollTransport transport)
    {
        if (_options.AccessRules.Count > 0 && !transport.Ask(_access.Allows))
        {
            _services.Logger.NotAllowed(_options.Id, transport.PeerAddress);
            transport.Dispose();
            return;
        }

        if (_sessions.Count >= _options.MaxConnections)
        {
            _services.Logger.TooManyConnections(_options.Id, transport.PeerAddress, _options.MaxConnections);
            transport.Dispose();
            return;
        }

        var session = _sessions.Take();
        session.Attach(transport, _engines.Current, Interlocked.Increment(ref _connections));
        _ = ServeAsync(session);
    }

    private async Task ServeAsync(MilterSession session)
    {
        await session.RunAsync();
        _sessions.Return(session);
    }
}
