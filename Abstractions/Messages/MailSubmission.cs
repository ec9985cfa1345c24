namespace Postern.Abstractions.Messages;

/// <summary>A message to be submitted, with its envelope. Addresses are byte strings as in <c>MAIL</c> and <c>RCPT</c>, without angle brackets.</summary>
/// <param name="Sender">The envelope sender; empty is the null sender.</param>
/// <param name="Recipients">The recipients, at least one.</param>
/// <param name="Content">
/// The message. However its lines end, they leave with CRLF: a bare LF and a bare CR end a line too, NUL bytes are left out.
/// </param>
public sealed record MailSubmission(string Sender, IReadOnlyList<MailRecipient> Recipients, IMessageContent Content)
{
    /// <summary>The mailer's URL; <see langword="null"/> is the one of the configuration.</summary>
    public string? Mailer { get; init; }

    /// <summary>ESMTP parameters of the sender, separated by blanks. Those of delivery status notifications (RFC 3461) go on to a server that knows them, others do not.</summary>
    public string SenderParameters { get; init; } = "";

    /// <summary>The message is sent only when the server takes every recipient, so that one that is refused does not make the others get it twice.</summary>
    public bool NeedsAllRecipients { get; init; }
}
