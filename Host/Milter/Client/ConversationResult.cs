using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>The end of a conversation about one message.</summary>
/// <param name="Outcome">What became of the message.</param>
/// <param name="Decision">The answer that decided.</param>
/// <param name="Modifications">The changes in the order in which the filter asked for them.</param>
/// <param name="Message">The message as changed, without the recipients that were refused.</param>
public sealed record ConversationResult(
    ConversationOutcome Outcome, StageReport Decision, IReadOnlyList<MessageModification> Modifications, MailMessage Message);
