using Postern.Abstractions.Milter;
using Postern.Milter.Negotiation;

namespace Postern.Milter.Session;

/// <summary>Which stage may follow which. Stages that the MTA was told not to send count as passed.</summary>
internal static class StateTable
{
    private const MilterStages BeforeMail = MilterStages.Helo | MilterStages.Mail | MilterStages.Unknown;

    private const MilterStages Content =
        MilterStages.Header | MilterStages.EndOfHeaders | MilterStages.Body | MilterStages.EndOfMessage;

    private const MilterStages MessageParts = MilterStages.Rcpt | MilterStages.Data | Content;

    // Indexed by SessionState. DATA is not sent before version 4, so the header may follow RCPT.
    private static readonly MilterStages[] Next =
    [
        MilterStages.None,
        MilterStages.Connect | BeforeMail,
        BeforeMail,
        BeforeMail,
        MilterStages.Rcpt | MilterStages.Unknown,
        MessageParts | MilterStages.Unknown,
        Content | MilterStages.Unknown,
        MilterStages.Header | MilterStages.EndOfHeaders | MilterStages.Unknown,
        MilterStages.Body | MilterStages.EndOfMessage | MilterStages.Unknown,
        MilterStages.Body | MilterStages.EndOfMessage | MilterStages.Unknown,
        BeforeMail,
        MessageParts | BeforeMail,
        MilterStages.Connect | MessageParts | BeforeMail,
    ];

    private static readonly (MilterStage Stage, MilterSteps NotSent, SessionState After)[] Skippable =
    [
        (MilterStage.Connect, MilterSteps.NoConnect, SessionState.Connected),
        (MilterStage.Helo, MilterSteps.NoHelo, SessionState.Greeted),
        (MilterStage.Mail, MilterSteps.NoMail, SessionState.Mail),
        (MilterStage.Rcpt, MilterSteps.NoRcpt, SessionState.Rcpt),
        (MilterStage.Data, MilterSteps.NoData, SessionState.Data),
        (MilterStage.Header, MilterSteps.NoHeaders, SessionState.Header),
        (MilterStage.EndOfHeaders, MilterSteps.NoEndOfHeaders, SessionState.EndOfHeaders),
        (MilterStage.Body, MilterSteps.NoBody, SessionState.Body),
    ];

    public static bool IsInMessage(SessionState state) => state is >= SessionState.Mail and <= SessionState.Body;

    public static bool Allows(SessionState state, MilterStage stage, MilterSteps steps)
    {
        var next = Next[(int)state];
        if (next.Has(stage))
            return true;
        foreach (var (skipped, notSent, after) in Skippable)
        {
            if (next.Has(skipped) && (steps & notSent) != MilterSteps.None)
                next |= Next[(int)after];
        }

        return next.Has(stage);
    }

    /// <summary>The state after a stage that does not end the message; an unknown command changes nothing.</summary>
    public static SessionState After(MilterStage stage, SessionState current) => stage switch
    {
        MilterStage.Connect => SessionState.Connected,
        MilterStage.Helo => SessionState.Greeted,
        MilterStage.Mail => SessionState.Mail,
        MilterStage.Rcpt => SessionState.Rcpt,
        MilterStage.Data => SessionState.Data,
        MilterStage.Header => SessionState.Header,
        MilterStage.EndOfHeaders => SessionState.EndOfHeaders,
        MilterStage.Body => SessionState.Body,
        _ => current,
    };
}
