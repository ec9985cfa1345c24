using Postern.Abstractions.Milter;
using Postern.Milter.Client;

namespace Postern.Daemon.Try;

/// <summary>Words for what a filter answers. Texts are byte strings.</summary>
internal static class DialogueText
{
    private const int StageWidth = 9;
    private const int ArgumentWidth = 40;

    /// <summary>A command and its answer in columns.</summary>
    public static string Step(StageReport step) =>
        $"{StageNames.Of(step.Stage).PadRight(StageWidth)}{step.Argument.PadRight(ArgumentWidth)} {Answer(step.Response)}";

    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    /// <summary>An answer on one line, further lines of its text below.</summary>
    public static string Answer(MilterResponse response)
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

    /// <summary>A change in words.</summary>
    public static string Describe(MessageModification change) => change switch
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
}
