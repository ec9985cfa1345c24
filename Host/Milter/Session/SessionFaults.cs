using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;

namespace Postern.Milter.Session;

/// <summary>
/// Puts a session's mistakes into the log: the first one of the peer as a warning, the rest as details, so that a broken
/// peer costs one line; each one of the filter as an error.
/// </summary>
internal sealed class SessionFaults(ILogger logger, FilterContext context)
{
    private const int MostViolations = 100;

    private int _violations;

    /// <summary>The peer has broken the protocol so often that nothing good can be expected of it.</summary>
    public bool IsHopeless => _violations >= MostViolations;

    public bool HasViolations => _violations > 0;

    public void Clear() => _violations = 0;

    public void Violation(string what)
    {
        if (_violations++ == 0)
            logger.ProtocolViolation(context.ServerId, context.SessionId, context.QueueId, context.PeerAddress, what);
        else
            logger.FurtherViolation(context.ServerId, context.SessionId, context.QueueId, what);
    }

    public void HandlerFailed(MilterStage stage, Exception error) =>
        logger.HandlerFailed(context.ServerId, context.SessionId, context.QueueId, stage, error);

    public void HandlerTimedOut(MilterStage stage) =>
        logger.HandlerTimedOut(context.ServerId, context.SessionId, context.QueueId, stage);

    public void HandlerAbandoned(MilterStage stage) =>
        logger.HandlerAbandoned(context.ServerId, context.SessionId, context.QueueId, stage);

    public void NoWorker(MilterStage stage, HandlerRefusal reason) =>
        logger.NoWorker(context.ServerId, context.SessionId, context.QueueId, stage, reason);

    public void Author(MilterStage stage, string what) =>
        logger.FilterMistake(context.ServerId, context.SessionId, context.QueueId, stage, what);

    public void Unusual(MilterStage stage, string what) =>
        logger.Unusual(context.ServerId, context.SessionId, context.QueueId, stage, what);

    public void LimitExceeded(MilterStage stage, string what) =>
        logger.LimitExceeded(context.ServerId, context.SessionId, context.QueueId, stage, what);
}
