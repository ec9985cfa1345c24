using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>What the filter chose from the client's offer.</summary>
/// <param name="Version">The protocol version in force.</param>
/// <param name="Actions">The actions that the filter may take.</param>
/// <param name="Steps">The protocol steps in force.</param>
/// <param name="Macros">The macros that the filter wants at a stage, by bare name; a stage that is absent leaves it to the client.</param>
public sealed record MilterNegotiation(
    int Version, MilterActions Actions, MilterSteps Steps, IReadOnlyDictionary<MilterStage, IReadOnlyList<string>> Macros)
{
    /// <summary>Whether the MTA sends a stage.</summary>
    public bool Sends(MilterStage stage) => stage switch
    {
        MilterStage.Connect => !Steps.HasFlag(MilterSteps.NoConnect),
        MilterStage.Helo => !Steps.HasFlag(MilterSteps.NoHelo),
        MilterStage.Mail => !Steps.HasFlag(MilterSteps.NoMail),
        MilterStage.Rcpt => !Steps.HasFlag(MilterSteps.NoRcpt),
        MilterStage.Data => Version >= 4 && !Steps.HasFlag(MilterSteps.NoData),
        MilterStage.Header => !Steps.HasFlag(MilterSteps.NoHeaders),
        MilterStage.EndOfHeaders => !Steps.HasFlag(MilterSteps.NoEndOfHeaders),
        MilterStage.Body => !Steps.HasFlag(MilterSteps.NoBody),
        MilterStage.Unknown => Version >= 3 && !Steps.HasFlag(MilterSteps.NoUnknown),
        _ => true,
    };

    /// <summary>Whether the filter answers a stage that was sent.</summary>
    public bool Awaits(MilterStage stage) => !Steps.HasFlag(stage switch
    {
        MilterStage.Connect => MilterSteps.NoReplyConnect,
        MilterStage.Helo => MilterSteps.NoReplyHelo,
        MilterStage.Mail => MilterSteps.NoReplyMail,
        MilterStage.Rcpt => MilterSteps.NoReplyRcpt,
        MilterStage.Data => MilterSteps.NoReplyData,
        MilterStage.Header => MilterSteps.NoReplyHeader,
        MilterStage.EndOfHeaders => MilterSteps.NoReplyEndOfHeaders,
        MilterStage.Body => MilterSteps.NoReplyBody,
        MilterStage.Unknown => MilterSteps.NoReplyUnknown,
        _ => (MilterSteps)0x8000_0000,
    });
}
