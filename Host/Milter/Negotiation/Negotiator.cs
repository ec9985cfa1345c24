using System.Globalization;
using System.Text;
using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Negotiation;

/// <summary>Decides what to ask of an MTA for a filter. Never asks for more than was offered.</summary>
internal static class Negotiator
{
    private const uint OldestVersion = 2;
    private const uint NewestVersion = 6;
    private const int MaxMacroNames = 50;
    private const int LargestChunk256K = (256 * 1024) - 1;
    private const int LargestChunk1M = (1024 * 1024) - 1;

    // What zero stands for in an offer (SMFI_V1_ACTS, SMFI_V1_PROT).
    private const MilterActions Version1Actions = (MilterActions)0x0F;
    private const MilterSteps Version1Steps = (MilterSteps)0x3F;

    // Who speaks a version that does not exist is no MTA: mailfromd's mtasim calls itself version 1.0.0, offers every step,
    // and waits for replies that it has given up. Leaving a stage out is all that can be agreed on.
    private const MilterSteps StageStepsNotSent = MilterSteps.NoConnect | MilterSteps.NoHelo | MilterSteps.NoMail | MilterSteps.NoRcpt
        | MilterSteps.NoData | MilterSteps.NoHeaders | MilterSteps.NoEndOfHeaders | MilterSteps.NoBody | MilterSteps.NoUnknown;

    private static readonly (MacroListStage List, MilterStage Stage)[] MacroStages =
    [
        (MacroListStage.Connect, MilterStage.Connect),
        (MacroListStage.Helo, MilterStage.Helo),
        (MacroListStage.Mail, MilterStage.Mail),
        (MacroListStage.Rcpt, MilterStage.Rcpt),
        (MacroListStage.Data, MilterStage.Data),
        (MacroListStage.EndOfMessage, MilterStage.EndOfMessage),
        (MacroListStage.EndOfHeaders, MilterStage.EndOfHeaders),
    ];

    public static NegotiationOutcome Negotiate(FilterRequirements needs, OptionNegotiation offer, int frameLimit)
    {
        if (offer.Version < OldestVersion)
            return new(null, string.Create(CultureInfo.InvariantCulture, $"the MTA speaks version {offer.Version} of the milter protocol, this host 2 to 6"));
        var offeredActions = offer.Actions == MilterActions.None ? Version1Actions : offer.Actions;
        var offeredSteps = offer.Steps == MilterSteps.None ? Version1Steps : offer.Steps;
        if (offer.Version > NewestVersion)
            offeredSteps &= StageStepsNotSent;

        // SETSYMLIST only saves traffic, so its absence is no obstacle.
        var needed = needs.Actions & ~MilterActions.SetMacroList;
        var missing = needed & ~offeredActions;
        if (missing != MilterActions.None)
            return new(null, $"the MTA does not offer what the filter needs: {missing}; offered: {offeredActions & MilterActions.All}");

        byte[] lists = [];
        if (needs.Macros.Count > 0 && offeredActions.HasFlag(MilterActions.SetMacroList))
        {
            lists = WriteMacroLists(needs.Macros);
            needed |= MilterActions.SetMacroList;
        }

        var steps = ChooseSteps(needs, offeredSteps) | ChooseDataSize(offeredSteps, frameLimit);
        var answer = new OptionNegotiation(Math.Min(offer.Version, NewestVersion), needed, steps, lists);
        return new(MakePlan(needs, answer), "");
    }

    private static MilterSteps ChooseSteps(FilterRequirements needs, MilterSteps offered)
    {
        var called = needs.Stages;
        var wanted = called;
        if (needs.KeepsHeader)
            wanted |= MilterStages.Header;
        if (needs.KeepsBody)
            wanted |= MilterStages.Body;

        var steps = MilterSteps.None;
        foreach (var (stage, notSent, notAnswered) in StageSteps.All)
        {
            bool silent = !called.Has(stage) || needs.SilentStages.Has(stage);
            if (!wanted.Has(stage) && (offered & notSent) != MilterSteps.None)
                steps |= notSent;
            else if (silent)
                steps |= offered & notAnswered;
        }

        if (called.Has(MilterStage.Body))
            steps |= offered & MilterSteps.Skip;
        if (needs.LeadingSpace)
            steps |= offered & MilterSteps.LeadingSpace;
        if (needs.RejectedRecipients && called.Has(MilterStage.Rcpt))
            steps |= offered & MilterSteps.RejectedRecipients;
        return steps;
    }

    // What is asked for must be honoured: a frame of that size with its command must be taken.
    private static MilterSteps ChooseDataSize(MilterSteps offered, int frameLimit)
    {
        if (offered.HasFlag(MilterSteps.MaxData1M) && frameLimit > LargestChunk1M)
            return MilterSteps.MaxData1M;
        return offered.HasFlag(MilterSteps.MaxData256K) && frameLimit > LargestChunk256K
            ? MilterSteps.MaxData256K
            : MilterSteps.None;
    }

    private static NegotiationPlan MakePlan(FilterRequirements needs, OptionNegotiation answer)
    {
        var unanswered = MilterStages.None;
        foreach (var (stage, _, notAnswered) in StageSteps.All)
        {
            if ((answer.Steps & notAnswered) != MilterSteps.None)
                unanswered |= StageSet.Of(stage);
        }

        using var writer = new FrameWriter();
        answer.Write(writer);
        return new NegotiationPlan
        {
            Version = (int)answer.Version,
            Actions = answer.Actions,
            Steps = answer.Steps,
            Called = needs.Stages,
            Unanswered = unanswered,
            Silent = needs.SilentStages,
            Inline = needs.InlineStages,
            KeepsHeader = needs.KeepsHeader,
            KeepsBody = needs.KeepsBody,
            ChunkBytes = answer.Steps.HasFlag(MilterSteps.MaxData1M) ? LargestChunk1M
                : answer.Steps.HasFlag(MilterSteps.MaxData256K) ? LargestChunk256K
                : BodyCommand.ChunkBytes,
            Answer = writer.Written.ToArray(),
        };
    }

    // *(uint32 stage, names between blanks, NUL); names longer than one letter stand in braces, as MTAs compare them.
    private static byte[] WriteMacroLists(IReadOnlyDictionary<MilterStage, IReadOnlyList<string>> macros)
    {
        using var writer = new FrameWriter();
        foreach (var (list, stage) in MacroStages)
        {
            if (!macros.TryGetValue(stage, out var names))
                continue;
            var text = new StringBuilder();
            foreach (string name in names.Take(MaxMacroNames))
                text.Append(text.Length > 0 ? " " : "").Append(name.Length > 1 ? "{" + name + "}" : name);
            writer.AppendUInt32((uint)list);
            writer.AppendText(OutgoingText.Line(text.ToString()));
        }

        return writer.Written.ToArray();
    }
}
