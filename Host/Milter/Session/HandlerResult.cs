using Postern.Abstractions.Milter;

namespace Postern.Milter.Session;

/// <summary>The end of a call of the filter.</summary>
internal readonly record struct HandlerResult(HandlerOutcome Outcome, MilterReply Reply)
{
    public static HandlerResult Refused => new(HandlerOutcome.Refused, MilterReply.TempFail);

    public static HandlerResult Failed => new(HandlerOutcome.Failed, MilterReply.TempFail);
}
