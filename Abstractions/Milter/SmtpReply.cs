namespace Postern.Abstractions.Milter;

/// <summary>The reply that the SMTP client shall see in place of the MTA's own.</summary>
/// <param name="Code">The three-digit code, 400 to 599; its class must agree with the verdict.</param>
/// <param name="EnhancedCode">The enhanced code (RFC 3463) such as <c>5.7.1</c>; empty to send none.</param>
/// <param name="Text">The text as a byte string; LF separates the lines of a multi-line reply.</param>
public sealed record SmtpReply(int Code, string EnhancedCode, string Text);
