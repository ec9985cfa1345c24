using Postern.Abstractions.Milter;
using Postern.Milter.Negotiation;

namespace Postern.Milter.Session;

/// <summary>What a verdict may be at which stage, and how far it reaches.</summary>
internal static class StageRules
{
    /// <summary>Replaces a verdict that the protocol does not define at a stage by the safe one, and tells the filter's author.</summary>
    public static MilterReply Correct(
        MilterStage stage, in MilterReply reply, NegotiationPlan plan, FilterContext context, SessionFaults faults)
    {
        switch (stage)
        {
            // Undefined by libmilter; Postfix calls it a configuration error and falls back on its default action.
            case MilterStage.Connect or MilterStage.Helo when reply.Verdict == MilterVerdict.Discard:
                faults.Author(stage, "there is no message to discard yet; a tempfail is sent instead");
                return MilterReply.TempFail;
            case MilterStage.Unknown when reply.Verdict is MilterVerdict.Accept or MilterVerdict.Discard or MilterVerdict.Skip:
                faults.Author(stage, $"{reply.Verdict} means nothing for an unknown command; the session continues");
                return MilterReply.Continue;
            case MilterStage.Rcpt when reply.Verdict is MilterVerdict.Accept or MilterVerdict.Discard
                && plan.Steps.HasFlag(MilterSteps.RejectedRecipients) && IsRefusedRecipient(context):
                faults.Author(stage, "the MTA has refused this recipient, it cannot be accepted; the session continues");
                return MilterReply.Continue;
            default:
                return reply;
        }
    }

    /// <summary>Whether a verdict holds for the rest of the SMTP session.</summary>
    public static bool EndsSession(MilterStage stage, MilterVerdict verdict) => verdict switch
    {
        MilterVerdict.Accept => stage is MilterStage.Connect or MilterStage.Helo,
        MilterVerdict.Shutdown or MilterVerdict.ConnectionFailure => true,
        _ => false,
    };

    /// <summary>Whether a verdict ends the message before its end. A refusal at RCPT concerns that recipient only.</summary>
    public static bool EndsMessage(MilterStage stage, MilterVerdict verdict) => verdict switch
    {
        MilterVerdict.Accept or MilterVerdict.Discard => stage is >= MilterStage.Mail and <= MilterStage.Body,
        MilterVerdict.Reject or MilterVerdict.TempFail =>
            stage is >= MilterStage.Mail and <= MilterStage.Body and not MilterStage.Rcpt,
        _ => false,
    };

    // xxfi_negotiate, SMFIP_RCPT_REJ: the mailer of a refused recipient is "error".
    private static bool IsRefusedRecipient(FilterContext context) =>
        context.TryGetMacro("rcpt_mailer", out string mailer) && mailer.Equals("error", StringComparison.Ordinal);
}
