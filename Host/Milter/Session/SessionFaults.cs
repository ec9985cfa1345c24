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
            logger.ProtocolViolation(context.Place, context.PeerAddress, what);
        else
            logger.FurtherViolation(context.Place, what);
    }

    public void HandlerFailed(MilterStage stage, Exception error) =>
        logger.HandlerFailed(context.Place, stage, error);

    public void HandlerTimedOut(MilterStage stage) =>
        logger.HandlerTimedOut(context.Place, stage);

    public void HandlerAbandoned(MilterStage stage) =>
        logger.HandlerAbandoned(context.Place, stage);

    public void NoWorker(MilterStage stage, HandlerRefusal reason) =>
        logger.NoWorker(context.Place, stage, reason);

    public void Author(MilterStage stage, string what) =>
        logger.FilterMistake(context.Place, stage, what);

    public void Unusual(MilterStage stage, string what) =>
        logger.Unusual(context.Place, stage, what);

    public void LimitExceeded(MilterStage stage, string what) =>
        logger.LimitExceeded(context.Place, stage, what);
}
