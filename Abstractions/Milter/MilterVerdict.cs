namespace Postern.Abstractions.Milter;

/// <summary>The kinds of answer to a stage.</summary>
public enum MilterVerdict
{
    /// <summary>Go on to the next stage (<c>SMFIR_CONTINUE</c>).</summary>
    Continue,

    /// <summary>Accept the message, or at connect and HELO the whole session, without asking again (<c>SMFIR_ACCEPT</c>).</summary>
    Accept,

    /// <summary>Refuse for good (5xx) the recipient, message or session (<c>SMFIR_REJECT</c>, or <c>SMFIR_REPLYCODE</c> with a text).</summary>
    Reject,

    /// <summary>Refuse for now (4xx) (<c>SMFIR_TEMPFAIL</c>, or <c>SMFIR_REPLYCODE</c> with a text).</summary>
    TempFail,

    /// <summary>Accept and throw away (<c>SMFIR_DISCARD</c>).</summary>
    Discard,

    /// <summary>Send no more of this stage's kind (<c>SMFIR_SKIP</c>); where the MTA cannot, the host continues in its place.</summary>
    Skip,

    /// <summary>Drop the SMTP connection (<c>SMFIR_CONN_FAIL</c>).</summary>
    ConnectionFailure,

    /// <summary>Answer 421 and close the SMTP session (<c>SMFIR_SHUTDOWN</c>).</summary>
    Shutdown,
}
