namespace Postern.Milter.Session;

/// <summary>How far a session has come: the last command taken, or a verdict that stands.</summary>
internal enum SessionState
{
    /// <summary>Nothing negotiated yet.</summary>
    Start,

    /// <summary>Negotiated; no SMTP client yet.</summary>
    Ready,
    Connected,
    Greeted,
    Mail,
    Rcpt,
    Data,
    Header,
    EndOfHeaders,
    Body,

    /// <summary>Between two messages.</summary>
    Idle,

    /// <summary>The filter's verdict on the message is out; an MTA that sends the rest all the same gets it again.</summary>
    MessageDecided,

    /// <summary>The filter's verdict on the whole SMTP session is out.</summary>
    SessionDecided,
}
