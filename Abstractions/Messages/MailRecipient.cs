namespace Postern.Abstractions.Messages;

/// <summary>A recipient of a submission.</summary>
/// <param name="Address">The address without angle brackets.</param>
/// <param name="Parameters">Its ESMTP parameters, as <see cref="MailSubmission.SenderParameters"/>.</param>
public sealed record MailRecipient(string Address, string Parameters = "");
