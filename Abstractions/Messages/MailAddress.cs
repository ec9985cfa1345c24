namespace Postern.Abstractions.Messages;

/// <summary>An address (RFC 5322 §3.4), its parts as byte strings, quotes and escapes taken away.</summary>
/// <param name="DisplayName">The name before the angle brackets, encoded words decoded to UTF-8; empty when there is none.</param>
/// <param name="LocalPart">The part before the at sign.</param>
/// <param name="Domain">The part behind it; a domain literal with its brackets. Empty for a bare name.</param>
/// <param name="Route">The obsolete route (RFC 5322 §4.4), or empty.</param>
/// <param name="Comments">The comments, joined by blanks, or empty.</param>
/// <param name="Group">The group that it stands in, or empty.</param>
public sealed record MailAddress(string DisplayName, string LocalPart, string Domain, string Route, string Comments, string Group);
