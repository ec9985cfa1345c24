namespace Postern.Abstractions.Messages;

/// <summary>The envelope of the message under way, as the MTA told it. Addresses are byte strings with their angle brackets, exactly as they came.</summary>
/// <param name="Sender">The sender; <c>&lt;&gt;</c> is the null sender. Empty outside a message.</param>
/// <param name="SenderParameters">The sender's ESMTP parameters, separated by blanks.</param>
/// <param name="Recipients">The recipients so far that the filter has not refused.</param>
public sealed record MessageEnvelope(string Sender, string SenderParameters, IReadOnlyList<MailRecipient> Recipients)
{
    /// <summary>No message.</summary>
    public static MessageEnvelope None { get; } = new("", "", []);
}
