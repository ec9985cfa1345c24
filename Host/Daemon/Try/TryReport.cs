using System.Text;
using Postern.Milter.Client;

namespace Postern.Daemon.Try;

/// <summary>Prints a conversation with a filter for a reader.</summary>
internal sealed class TryReport(TextWriter output)
{
    private const int MaxBodyShown = 64 * 1024;

    public void Negotiated(string socket, MilterNegotiation negotiation)
    {
        Line($"connected to {socket}: milter protocol version {negotiation.Version}");
        Line($"  the filter may: {Words(negotiation.Actions)}");
        Line($"  steps:          {Words(negotiation.Steps)}");
        foreach (var (stage, names) in negotiation.Macros.OrderBy(p => p.Key))
            Line($"  macros wanted at {StageNames.Of(stage)}: {(names.Count == 0 ? "none" : string.Join(' ', names))}");
        Line("");
    }

    public void Stage(StageReport step) => Line(DialogueText.Step(step));

    public void Result(TryOptions options, MailMessage before, ConversationResult result)
    {
        foreach (var change in result.Modifications)
            Line("  " + DialogueText.Describe(change));
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
        ConversationOutcome.Accepted => $"accepted, {DialogueText.Count(result.Modifications.Count, "change")}",
        ConversationOutcome.Discarded => "discarded: the SMTP client is told that the message is accepted, but it is thrown away",
        ConversationOutcome.Rejected => $"rejected at {StageNames.Of(result.Decision.Stage)}",
        _ => $"refused for now at {StageNames.Of(result.Decision.Stage)}",
    };

    private static string Words<T>(T flags)
        where T : struct, Enum => flags.ToString() is "None" or "0" ? "nothing special" : flags.ToString();

    private void Line(string byteText) => output.WriteLine(ByteText.ForTerminal(byteText));

    private void Block(string byteText) => output.Write(ByteText.ForTerminal(byteText));
}
