using System.Text;
using Postern.Abstractions.Milter;
using Postern.Milter.Client;

namespace Postern.Daemon.Try;

/// <summary>Prints a conversation with a filter for a reader.</summary>
internal sealed class TryReport(TextWriter output)
{
    private const int StageWidth = 9;
    private const int ArgumentWidth = 40;
    private const int MaxBodyShown = 64 * 1024;

    public void Negotiated(string socket, MilterNegotiation negotiation)
    {
        Line($"connected to {socket}: milter protocol version {negotiation.Version}");
        Line($"  the filter may: {Words(negotiation.Actions)}");
        Line($"  steps:          {Words(negotiation.Steps)}");
        foreach (var (stage, names) in negotiation.Macros.OrderBy(p => p.Key))
            Line($"  macros wanted at {Name(stage)}: {(names.Count == 0 ? "none" : string.Join(' ', names))}");
        Line("");
    }

    public void Stage(StageReport step) =>
        Line($"{Name(step.Stage).PadRight(StageWidth)}{step.Argument.PadRight(ArgumentWidth)} {Answer(step.Response)}");

    public void Result(TryOptions options, MailMessage before, ConversationResult result)
    {
        foreach (var change in result.Modifications)
            Line("  " + Describe(change));
        Line("");
        Line($"{Outcome(result)}");
        if (result.Outcome != ConversationOutcome.Accepted)
            return;
        Envelope(before, result.Message);
        Line("");
        if (options.ShowDiff)
            Diff(before, result.Message);
        else
            Block(Text(result.Message));
    }

    private void Envelope(MailMessage before, MailMessage after)
    {
        string sender = string.Join(' ', after.SenderArguments.Prepend(after.Sender));
        Line($"sender: {sender}{(after.Sender == before.Sender ? "" : $" (was {before.Sender})")}");
        foreach (string recipient in after.Recipients)
            Line($"recipient: {recipient}{(before.Recipients.Contains(recipient) ? "" : " (added)")}");
        foreach (string recipient in before.Recipients.Except(after.Recipients, StringComparer.Ordinal))
            Line($"recipient: {recipient} (refused or removed)");
        if (after.QuarantineReason is { } reason)
            Line($"held in quarantine: {reason}");
    }

    private void Diff(MailMessage before, MailMessage after)
    {
        string diff = UnifiedDiff.Compare(Lines(before), Lines(after), "message as sent", "message as changed");
        if (diff.Length == 0)
            Line("The message is not changed.");
        else
            Block(diff);
    }

    private static string[] Lines(MailMessage message) => Text(message).TrimEnd('\n').Split('\n');

    private static string Text(MailMessage message)
    {
        string text = Encoding.Latin1.GetString(message.ToArray()).Replace("\r\n", "\n", StringComparison.Ordinal);
        return text.Length <= MaxBodyShown ? text : $"{text[..MaxBodyShown]}\n[... {text.Length - MaxBodyShown} more bytes]\n";
    }

    private static string Outcome(ConversationResult result) => result.Outcome switch
    {
        ConversationOutcome.Accepted when result.Modifications.Count == 0 => "accepted, unchanged",
        ConversationOutcome.Accepted => $"accepted, {Count(result.Modifications.Count, "change")}",
        ConversationOutcome.Discarded => "discarded: the SMTP client is told that the message is accepted, but it is thrown away",
        ConversationOutcome.Rejected => $"rejected at {Name(result.Decision.Stage)}",
        _ => $"refused for now at {Name(result.Decision.Stage)}",
    };

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static string Answer(MilterResponse response)
    {
        string verdict = response.Exchange == MilterExchange.Unanswered ? "(not answered, as agreed)" : response.Verdict switch
        {
            MilterVerdict.TempFail => "tempfail",
            MilterVerdict.ConnectionFailure => "connection failure",
            var other => other.ToString().ToLowerInvariant(),
        };
        string text = response.SmtpText.Length == 0 ? "" : ": " + response.SmtpText.Replace("\r\n", "\n    ", StringComparison.Ordinal);
        string waited = response.Progress == 0 ? "" : $" (after {Count(response.Progress, "progress report")})";
        return verdict + text + waited;
    }

    private static string Describe(MessageModification change) => change switch
    {
        MessageModification.AddHeader c => $"add header {c.Name}: {Shown(c.Value)}",
        MessageModification.InsertHeader c => $"insert header at {c.Index} {c.Name}: {Shown(c.Value)}",
        MessageModification.ChangeHeader { Value.Length: 0 } c => $"delete header {c.Name} number {c.Index}",
        MessageModification.ChangeHeader c => $"replace header {c.Name} number {c.Index}: {Shown(c.Value)}",
        MessageModification.ChangeSender c => $"change sender {c.Address} {c.Arguments}".TrimEnd(),
        MessageModification.AddRecipient c => $"add recipient {c.Address} {c.Arguments}".TrimEnd(),
        MessageModification.DeleteRecipient c => $"remove recipient {c.Address}",
        MessageModification.ReplaceBody c => $"replace body by {Count(c.Body.Length, "byte")}",
        MessageModification.Quarantine c => $"quarantine: {c.Reason}",
        _ => change.ToString(),
    };

    // Where the MTA adds no blank behind the colon, the filter's host does.
    private static string Shown(string value) => value.StartsWith(' ') ? value[1..] : value;

    /// <summary>The stage under the name of its MFL handler.</summary>
    private static string Name(MilterStage stage) => stage switch
    {
        MilterStage.Mail => "envfrom",
        MilterStage.Rcpt => "envrcpt",
        MilterStage.EndOfHeaders => "eoh",
        MilterStage.EndOfMessage => "eom",
        _ => stage.ToString().ToLowerInvariant(),
    };

    private static string Words<T>(T flags)
        where T : struct, Enum => flags.ToString() is "None" or "0" ? "nothing special" : flags.ToString();

    private void Line(string byteText) => output.WriteLine(ByteText.ForTerminal(byteText));

    private void Block(string byteText) => output.Write(ByteText.ForTerminal(byteText));
}
