namespace Postern.Plugins.Sending.Smtp;

/// <summary>How a mailer takes messages.</summary>
internal enum MailerKind
{
    /// <summary>SMTP (RFC 5321).</summary>
    Smtp,

    /// <summary>SMTP within TLS from the first byte (RFC 8314).</summary>
    SmtpOverTls,

    /// <summary>LMTP (RFC 2033).</summary>
    Lmtp,

    /// <summary>A program with Sendmail's options.</summary>
    Sendmail,

    /// <summary>Any program that reads a message.</summary>
    Program,
}
