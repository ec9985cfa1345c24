using Microsoft.Extensions.Logging;
using Postern.Milter.Negotiation;
using Postern.Milter.Server;

namespace Postern.Milter.Session;

/// <summary>What all sessions of a listener share.</summary>
internal sealed class SessionServices(
    MilterServerOptions options, IHandlerScheduler scheduler, ILoggerFactory loggers, TimeProvider time)
{
    private volatile bool _draining;

    public MilterServerOptions Options { get; } = options;

    public IHandlerScheduler Scheduler { get; } = scheduler;

    public TimeProvider Time { get; } = time;

    public CoarseClock Clock { get; } = new(time);

    public PlanCache Plans { get; } = new(options.Limits.FrameBytes);

    public ILogger Logger { get; } = loggers.CreateLogger("Postern.Milter");

    public ILogger FilterLogger { get; } = loggers.CreateLogger("Postern.Filter");

    /// <summary>Sessions end at their next idle point.</summary>
    public bool IsDraining
    {
        get => _draining;
        set => _draining = value;
    }
}
