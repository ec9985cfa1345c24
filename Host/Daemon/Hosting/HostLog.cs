using Microsoft.Extensions.Logging;
using Postern.Daemon.Workers;
using Postern.Milter.Server;

namespace Postern.Daemon.Hosting;

/// <summary>What the host says about itself.</summary>
internal sealed partial class HostLog(ILogger<HostLog> logger)
{
    [LoggerMessage(EventId = 7201, Level = LogLevel.Information, Message = "postern {Version} started, process {Process}")]
    public partial void Started(string version, int process);

    [LoggerMessage(EventId = 7202, Level = LogLevel.Information, Message = "filter: {Script}")]
    public partial void Filter(string script);

    [LoggerMessage(EventId = 7203, Level = LogLevel.Information, Message = "plugins: {Plugins}")]
    public partial void Plugins(PluginSummary plugins);

    [LoggerMessage(EventId = 7205, Level = LogLevel.Information, Message = "reloaded: generation {Generation} of {Script} serves new connections")]
    public partial void Reloaded(int generation, string script);

    [LoggerMessage(EventId = 7206, Level = LogLevel.Error, Message = "not reloaded, generation {Generation} stays in force: {Problem}")]
    public partial void NotReloaded(int generation, string problem);

    [LoggerMessage(EventId = 7212, Level = LogLevel.Critical, Message = "not reloaded, generation {Generation} stays in force: internal error, please report it")]
    public partial void ReloadFailed(int generation, Exception exception);

    [LoggerMessage(EventId = 7207, Level = LogLevel.Warning, Message = "{Warning}")]
    public partial void Warning(string warning);

    [LoggerMessage(EventId = 7208, Level = LogLevel.Information, Message = "stopping: {Sessions} sessions may finish within {Seconds} seconds; {Workers}")]
    public partial void Stopping(int sessions, double seconds, WorkerPoolCounters workers);

    [LoggerMessage(EventId = 7209, Level = LogLevel.Information, Message = "postern terminating")]
    public partial void Terminating();

    [LoggerMessage(EventId = 7210, Level = LogLevel.Warning, Message = "server {Server} on {Address} no longer agrees with the configuration; restart to change users, listeners, logging or workers")]
    public partial void NeedsRestart(string server, MilterAddress address);

    [LoggerMessage(EventId = 7211, Level = LogLevel.Information, Message = "server {Server} on {Address} is closed")]
    public partial void Closed(string server, MilterAddress address);
}
