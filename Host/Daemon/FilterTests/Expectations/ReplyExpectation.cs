using Postern.Abstractions.Milter;
using Postern.Daemon.Try;
using Postern.Milter.Client;

namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>The reply at a stage, or the one that decides about the message.</summary>
internal sealed class ReplyExpectation : Expectation
{
    /// <summary><see cref="MilterStage.None"/> for the reply that decides.</summary>
    public required MilterStage Stage { get; init; }

    /// <summary>The recipient or the field's name; empty for any.</summary>
    public required string Argument { get; init; }

    public required MilterVerdict Verdict { get; init; }

    /// <summary>Empty for any, as are the others.</summary>
    public string Code { get; init; } = "";

    public string ExtendedCode { get; init; } = "";

    public TextPattern? Text { get; init; }

    /// <summary>The message is over with it.</summary>
    private bool Ends => Verdict != MilterVerdict.Continue && Stage is not (MilterStage.Rcpt or MilterStage.None);

    private bool Refuses => Verdict is MilterVerdict.Reject or MilterVerdict.TempFail or MilterVerdict.Discard
        && Stage != MilterStage.Rcpt;

    public override string ContradictionWith(Expectation other)
    {
        if (other.NeedsAcceptance && Refuses)
            return "the message is not accepted, so nothing of it is changed";
        return other is ReplyExpectation reply ? ContradictionWith(reply) : "";
    }

    protected override Mismatch? Compare(MessageOutcome outcome)
    {
        if (Stage == MilterStage.None)
            return CompareDecision(outcome);
        StageReport[] steps = [.. outcome.Steps.Where(step => step.Stage == Stage && IsMeant(step))];
        if (steps.Length == 0)
            return Verdict == MilterVerdict.Continue && IsReached(outcome) ? null : new Mismatch(Describe(), NotAsked(outcome));
        bool isMatch = Verdict == MilterVerdict.Continue
            ? Array.TrueForAll(steps, step => Matches(step.Response))
            : Array.Exists(steps, step => Matches(step.Response));
        if (isMatch)
            return null;
        StageReport shown = Array.FindLast(steps, static step => step.Response.Verdict != MilterVerdict.Continue) ?? steps[^1];
        return new Mismatch(Describe(), Answer(shown.Response));
    }

    private string ContradictionWith(ReplyExpectation other)
    {
        if (Stage == other.Stage)
            return IsSameReply(other) && (Verdict != other.Verdict || AreDifferent(Code, other.Code)) ? "there is one reply" : "";
        if (Ends && other.Stage > Stage)
            return $"{StageNames.Of(other.Stage)} is not reached";
        return Ends && other.Stage == MilterStage.None && other.Verdict != Verdict ? "the message is decided there" : "";
    }

    private bool IsSameReply(ReplyExpectation other) =>
        Stage != MilterStage.Header && Argument.Equals(other.Argument, StringComparison.OrdinalIgnoreCase);

    private static bool AreDifferent(string code, string other) => code.Length > 0 && other.Length > 0 && code != other;

    private Mismatch? CompareDecision(MessageOutcome outcome)
    {
        MilterResponse response = outcome.Result.Decision.Response;
        ConversationOutcome wanted = Verdict switch
        {
            MilterVerdict.Reject => ConversationOutcome.Rejected,
            MilterVerdict.TempFail => ConversationOutcome.TempFailed,
            MilterVerdict.Discard => ConversationOutcome.Discarded,
            _ => ConversationOutcome.Accepted,
        };
        bool isMatch = outcome.Result.Outcome == wanted && HasParts(response);
        return isMatch
            ? null
            : new Mismatch(Describe(), $"{Answer(response)}, at {StageNames.Of(outcome.Result.Decision.Stage)}");
    }

    private bool IsMeant(StageReport step) => Argument.Length == 0 || step.Argument.Equals(Argument, StringComparison.OrdinalIgnoreCase);

    private bool Matches(MilterResponse response) => response.Verdict == Verdict && HasParts(response);

    private bool HasParts(MilterResponse response)
    {
        SmtpAnswer answer = SmtpAnswer.Parse(response.SmtpText);
        return (Code.Length == 0 || answer.Code == Code)
            && (ExtendedCode.Length == 0 || answer.ExtendedCode == ExtendedCode)
            && (Text is null || (answer.Code.Length > 0 && Text.Matches(answer.Text)));
    }

    private bool IsReached(MessageOutcome outcome) => outcome.Result.Decision.Stage >= Stage;

    private string NotAsked(MessageOutcome outcome) => IsReached(outcome)
        ? $"continue: the filter has no handler {StageNames.Of(Stage)}, so the MTA does not ask it there"
        : $"nothing: {StageNames.Of(outcome.Result.Decision.Stage)} has ended it with {DialogueText.Answer(outcome.Result.Decision.Response)}";

    private string Answer(MilterResponse response) => response.SmtpText.Length == 0 && (Code.Length > 0 || Text is not null)
        ? DialogueText.Answer(response) + ", without a code: the MTA uses its own reply"
        : DialogueText.Answer(response);

    private string Describe()
    {
        string verdict = Verdict.ToString().ToLowerInvariant();
        string parts = string.Join(' ', new[] { Code, ExtendedCode, Text?.Description ?? "" }.Where(static part => part.Length > 0));
        return parts.Length > 0 ? $"{verdict}: {parts}" : verdict;
    }
}
