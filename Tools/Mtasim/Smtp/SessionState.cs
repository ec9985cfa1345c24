namespace Postern.Tools.Mtasim.Smtp;

/// <summary>What the session waits for.</summary>
internal enum SessionState
{
    /// <summary>HELO or EHLO.</summary>
    Helo,

    /// <summary>MAIL.</summary>
    Mail,

    /// <summary>The first RCPT.</summary>
    Rcpt,

    /// <summary>RCPT or DATA.</summary>
    Data,
}
