namespace Postern.Plugins.Mime.Structure;

/// <summary>Fields that mean something to the structure, and those of which there may be one.</summary>
internal enum FieldKind
{
    /// <summary>Another one.</summary>
    Other,

    /// <summary>Content-Type</summary>
    ContentType,

    /// <summary>Content-Transfer-Encoding</summary>
    ContentTransferEncoding,

    /// <summary>Content-Disposition</summary>
    ContentDisposition,

    /// <summary>Content-ID</summary>
    ContentId,

    /// <summary>MIME-Version</summary>
    MimeVersion,

    /// <summary>From</summary>
    From,

    /// <summary>Sender</summary>
    Sender,

    /// <summary>Reply-To</summary>
    ReplyTo,

    /// <summary>To</summary>
    To,

    /// <summary>Cc</summary>
    Cc,

    /// <summary>Bcc</summary>
    Bcc,

    /// <summary>Message-ID</summary>
    MessageId,

    /// <summary>In-Reply-To</summary>
    InReplyTo,

    /// <summary>References</summary>
    References,

    /// <summary>Subject</summary>
    Subject,

    /// <summary>Date</summary>
    Date,
}
