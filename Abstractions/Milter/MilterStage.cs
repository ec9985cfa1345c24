namespace Postern.Abstractions.Milter;

/// <summary>The points of an SMTP session at which a filter is asked (libmilter's call-backs, MFL's handlers).</summary>
public enum MilterStage
{
    /// <summary>No stage: start-up, shutdown, or a program run from the command line.</summary>
    None,

    /// <summary>A client has connected to the MTA (<c>SMFIC_CONNECT</c>).</summary>
    Connect,

    /// <summary>HELO or EHLO; may come more than once (<c>SMFIC_HELO</c>).</summary>
    Helo,

    /// <summary>MAIL FROM, MFL's <c>envfrom</c> (<c>SMFIC_MAIL</c>).</summary>
    Mail,

    /// <summary>RCPT TO, MFL's <c>envrcpt</c>; once per recipient (<c>SMFIC_RCPT</c>).</summary>
    Rcpt,

    /// <summary>DATA, before the message is sent (<c>SMFIC_DATA</c>).</summary>
    Data,

    /// <summary>One header field (<c>SMFIC_HEADER</c>).</summary>
    Header,

    /// <summary>The empty line after the header, MFL's <c>eoh</c> (<c>SMFIC_EOH</c>).</summary>
    EndOfHeaders,

    /// <summary>One chunk of the body (<c>SMFIC_BODY</c>).</summary>
    Body,

    /// <summary>The end of the message, MFL's <c>eom</c>; the only stage whose modifications reach the MTA (<c>SMFIC_BODYEOB</c>).</summary>
    EndOfMessage,

    /// <summary>An SMTP command that the MTA does not know (<c>SMFIC_UNKNOWN</c>).</summary>
    Unknown,

    /// <summary>The message under way was given up, or another will follow (<c>SMFIC_ABORT</c>); never answered.</summary>
    Abort,

    /// <summary>The session is over; never answered.</summary>
    Close,
}
