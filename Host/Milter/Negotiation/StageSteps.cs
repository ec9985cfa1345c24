using Postern.Abstractions.Milter;

namespace Postern.Milter.Negotiation;

/// <summary>The two steps that concern a stage: not to send it, and not to wait for its answer.</summary>
internal readonly record struct StageSteps(MilterStage Stage, MilterSteps NotSent, MilterSteps NotAnswered)
{
    /// <summary>All stages that have such steps, in the order of an SMTP session.</summary>
    public static readonly StageSteps[] All =
    [
        new(MilterStage.Connect, MilterSteps.NoConnect, MilterSteps.NoReplyConnect),
        new(MilterStage.Helo, MilterSteps.NoHelo, MilterSteps.NoReplyHelo),
        new(MilterStage.Mail, MilterSteps.NoMail, MilterSteps.NoReplyMail),
        new(MilterStage.Rcpt, MilterSteps.NoRcpt, MilterSteps.NoReplyRcpt),
        new(MilterStage.Data, MilterSteps.NoData, MilterSteps.NoReplyData),
        new(MilterStage.Header, MilterSteps.NoHeaders, MilterSteps.NoReplyHeader),
        new(MilterStage.EndOfHeaders, MilterSteps.NoEndOfHeaders, MilterSteps.NoReplyEndOfHeaders),
        new(MilterStage.Body, MilterSteps.NoBody, MilterSteps.NoReplyBody),
        new(MilterStage.Unknown, MilterSteps.NoUnknown, MilterSteps.NoReplyUnknown),
    ];
}
