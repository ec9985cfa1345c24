using Microsoft.Extensions.Logging;

namespace Postern.Milter.Server;

/// <summary>The log lines of listeners.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1101, LogLevel.Information, "server {Server}: listening on {Address}")]
    public static partial void Listening(this ILogger logger, string server, MilterAddress address);

    [LoggerMessage(1102, LogLevel.Warning, "server {Server}: {Peer} is not allowed to connect")]
    public static partial void NotAllowed(this ILogger logger, string server, string peer);

    [LoggerMessage(1103, LogLevel.Warning, "server {Server}: {Peer} is turned away: all {Limit} connections are taken")]
    public static partial void TooManyConnections(this ILogger logger, string server, string peer, int limit);

    [LoggerMessage(1104, LogLevel.Error, "server {Server}: cannot accept a connection: {Reason}; trying again")]
    public static partial void AcceptFailed(this ILogger logger, string server, string reason);

    [LoggerMessage(1105, LogLevel.Information, "server {Server}: {Count} sessions left after the drain limit are closed")]
    public static partial void DrainLimitReached(this ILogger logger, string server, int count);

    [LoggerMessage(1106, LogLevel.Critical, "server {Server}: a connection could not be served")]
    public static partial void AdmissionFailed(this ILogger logger, string server, Exception error);
}
