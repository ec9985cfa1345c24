using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;

namespace Postern.Milter.Session;

/// <summary>The log lines of sessions; each names the server, the session and, once known, the message.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(1001, LogLevel.Warning, "{Place}: {Peer} broke the milter protocol: {What}")]
    public static partial void ProtocolViolation(
        this ILogger logger, LogPlace place, string peer, string what);

    [LoggerMessage(1002, LogLevel.Debug, "{Place}: protocol: {What}")]
    public static partial void FurtherViolation(
        this ILogger logger, LogPlace place, string what);

    [LoggerMessage(1003, LogLevel.Error, "{Place}: the filter failed at {Stage}, the message gets a tempfail")]
    public static partial void HandlerFailed(
        this ILogger logger, LogPlace place, MilterStage stage, Exception error);

    [LoggerMessage(1004, LogLevel.Error, "{Place}: the filter's time at {Stage} is up, it is told to stop")]
    public static partial void HandlerTimedOut(
        this ILogger logger, LogPlace place, MilterStage stage);

    [LoggerMessage(1005, LogLevel.Error, "{Place}: the filter did not stop at {Stage}; its session is given up")]
    public static partial void HandlerAbandoned(
        this ILogger logger, LogPlace place, MilterStage stage);

    [LoggerMessage(1006, LogLevel.Error, "{Place}: no worker for {Stage}: {Reason}; the message gets a tempfail")]
    public static partial void NoWorker(
        this ILogger logger, LogPlace place, MilterStage stage, HandlerRefusal reason);

    [LoggerMessage(1007, LogLevel.Error, "{Place}: the filter is wrong at {Stage}: {What}")]
    public static partial void FilterMistake(
        this ILogger logger, LogPlace place, MilterStage stage, string what);

    [LoggerMessage(1008, LogLevel.Warning, "{Place}: {Stage}: {What}")]
    public static partial void Unusual(
        this ILogger logger, LogPlace place, MilterStage stage, string what);

    [LoggerMessage(1009, LogLevel.Warning, "{Place}: {Stage}: {What}; it gets a tempfail")]
    public static partial void LimitExceeded(
        this ILogger logger, LogPlace place, MilterStage stage, string what);

    [LoggerMessage(1010, LogLevel.Error, "{Place}: cannot serve {Peer}: {What}")]
    public static partial void NotNegotiated(
        this ILogger logger, LogPlace place, string peer, string what);

    [LoggerMessage(1011, LogLevel.Debug, "{Place}: {Peer} negotiated version {Version}, actions {Actions}, steps {Steps}")]
    public static partial void Negotiated(
        this ILogger logger, LogPlace place, string peer, int version, MilterActions actions, MilterSteps steps);

    [LoggerMessage(1012, LogLevel.Information, "{Place}: {Peer} went away ({End}) at {State}")]
    public static partial void WentAway(
        this ILogger logger, LogPlace place, string peer, SessionEnd end, SessionState state);

    [LoggerMessage(1013, LogLevel.Debug, "{Place}: ended: {End} at {State}")]
    public static partial void Ended(
        this ILogger logger, LogPlace place, SessionEnd end, SessionState state);

    [LoggerMessage(1014, LogLevel.Critical, "{Place}: the session failed")]
    public static partial void SessionFailed(
        this ILogger logger, LogPlace place, Exception error);

    [LoggerMessage(1015, LogLevel.Error, "{Place}: the filter failed at its end")]
    public static partial void CloseFailed(this ILogger logger, LogPlace place, Exception error);
}
