using Postern.Daemon.FilterTests.Running;
using Postern.Daemon.Try;
using Postern.Milter.Client;

namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>What came of a message.</summary>
/// <param name="Sent">The message as it was played.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Steps">The commands that the filter got, with its answers.</param>
/// <param name="Log">The lines logged meanwhile.</param>
/// <param name="Databases">The databases afterwards.</param>
internal sealed record MessageOutcome(
    MailMessage Sent, ConversationResult Result, IReadOnlyList<StageReport> Steps, IReadOnlyList<string> Log, MemoryStore Databases)
{
    /// <summary>The message as changed.</summary>
    public MailMessage Received => Result.Message;

    /// <summary>Why the message is not delivered; <see langword="null"/> when it is.</summary>
    public string? Refusal => Result.Outcome == ConversationOutcome.Accepted
        ? null
        : $"{StageNames.Of(Result.Decision.Stage)}: {DialogueText.Answer(Result.Decision.Response)}";
}
