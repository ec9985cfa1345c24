namespace Postern.Plugins.Sending.Smtp;

/// <summary>What a mailer does about STARTTLS (RFC 3207).</summary>
internal enum TlsPolicy
{
    /// <summary>Use it where it is offered.</summary>
    Try,

    /// <summary>Do not use it.</summary>
    Never,

    /// <summary>Send nothing without it.</summary>
    Require,
}
