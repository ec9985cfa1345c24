using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Client;

/// <summary>The client's OPTNEG, and the check of the filter's.</summary>
internal static class NegotiationExchange
{
    public static OptionNegotiation Offer(MilterClientOptions options) =>
        new((uint)options.Version, options.Actions, options.Steps, default);

    public static MilterNegotiation Accept(MilterFrame frame, MilterClientOptions offer)
    {
        if (frame.Code != ReplyCode.OptionNegotiation || !OptionNegotiation.TryRead(frame.Payload, out var answer))
        {
            throw Broken("not a milter: the answer to the option negotiation was expected ('O' and 12 bytes or more), "
                + $"'{(char)frame.Code}' and {frame.Payload.Length} bytes came");
        }

        if (answer.Version < 2 || answer.Version > offer.Version)
            throw Broken($"the filter answers version {answer.Version}, offered were 2 to {offer.Version}");
        if ((answer.Actions & ~offer.Actions) is var extra and not MilterActions.None)
            throw Broken($"the filter asks for actions that were not offered: {extra}");
        if ((answer.Steps & ~offer.Steps) is var foreign and not MilterSteps.None)
            throw Broken($"the filter asks for protocol steps that were not offered: {foreign}");
        return new MilterNegotiation((int)answer.Version, answer.Actions, answer.Steps, ReadMacroLists(answer.MacroLists));
    }

    private static Dictionary<MilterStage, IReadOnlyList<string>> ReadMacroLists(ReadOnlyMemory<byte> rest)
    {
        var lists = new Dictionary<MilterStage, IReadOnlyList<string>>();
        while (!rest.IsEmpty)
        {
            if (!OptionNegotiation.TryReadMacroList(ref rest, out var stage, out string names))
                throw Broken("a macro list in the option negotiation is cut off");
            lists[Stage(stage)] =
                [.. names.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(n => new MilterMacro(n, "").BareName)];
        }

        return lists;
    }

    private static MilterStage Stage(MacroListStage stage) => stage switch
    {
        MacroListStage.Connect => MilterStage.Connect,
        MacroListStage.Helo => MilterStage.Helo,
        MacroListStage.Mail => MilterStage.Mail,
        MacroListStage.Rcpt => MilterStage.Rcpt,
        MacroListStage.Data => MilterStage.Data,
        MacroListStage.EndOfMessage => MilterStage.EndOfMessage,
        MacroListStage.EndOfHeaders => MilterStage.EndOfHeaders,
        _ => throw Broken($"a macro list in the option negotiation names stage {(uint)stage}; 0 to 6 exist"),
    };

    private static MilterClientException Broken(string text) => new(MilterClientFailure.Protocol, text);
}
