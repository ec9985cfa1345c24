namespace Postern.Abstractions.Messages;

/// <summary>What has become of a submission for one recipient.</summary>
/// <param name="Recipient">The address as given.</param>
/// <param name="Status">Whether it was taken.</param>
/// <param name="Reply">The server's reply, or what went wrong before there was one: one printable line without secrets.</param>
public sealed record MailOutcome(string Recipient, MailStatus Status, string Reply);
