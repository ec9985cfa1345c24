namespace Postern.Abstractions.Messages;

/// <summary>What is irregular about a message or an entity. Filters are bypassed where two programs read such a message differently.</summary>
[Flags]
public enum MessageAnomalies : long
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>More than one Content-Type field.</summary>
    RepeatedContentType = 1 << 0,

    /// <summary>More than one field Content-Transfer-Encoding, Content-Disposition, Content-ID or MIME-Version.</summary>
    RepeatedContentField = 1 << 1,

    /// <summary>More than one field of a kind of which there may be one: From, Sender, Reply-To, To, Cc, Bcc, Message-ID, In-Reply-To, References, Subject, Date (RFC 5322 §3.6).</summary>
    RepeatedSingleton = 1 << 2,

    /// <summary>A parameter is given twice, for example two boundaries.</summary>
    RepeatedParameter = 1 << 3,

    /// <summary>A parameter is given both plainly and extended (RFC 2231), and they differ; or the names in Content-Type and Content-Disposition differ.</summary>
    ConflictingNames = 1 << 4,

    /// <summary>A NUL byte.</summary>
    NulByte = 1 << 5,

    /// <summary>A CR that no LF follows.</summary>
    BareCarriageReturn = 1 << 6,

    /// <summary>A LF without CR among lines that end in CRLF.</summary>
    BareLineFeed = 1 << 7,

    /// <summary>A byte above 0x7F in a header.</summary>
    EightBitHeader = 1 << 8,

    /// <summary>A line of more than 998 bytes (RFC 5322 §2.1.1).</summary>
    LongLine = 1 << 9,

    /// <summary>A line in a header that is neither a field nor a fold.</summary>
    MalformedHeader = 1 << 10,

    /// <summary>White space between a field's name and its colon.</summary>
    SpaceBeforeColon = 1 << 11,

    /// <summary>A line of a header, or a fold, that holds only white space.</summary>
    BlankFold = 1 << 12,

    /// <summary>A multipart without a boundary parameter, or with one that is not legal (RFC 2046 §5.1.1).</summary>
    BadBoundary = 1 << 13,

    /// <summary>A multipart in which its boundary never stands.</summary>
    MissingBoundary = 1 << 14,

    /// <summary>A multipart without its closing delimiter.</summary>
    UnclosedMultipart = 1 << 15,

    /// <summary>A boundary that begins like the one of an entity around it.</summary>
    PrefixBoundary = 1 << 16,

    /// <summary>A boundary that is also the one of an entity around it.</summary>
    ReusedBoundary = 1 << 17,

    /// <summary>A delimiter of the multipart behind its closing delimiter.</summary>
    PartAfterEnd = 1 << 18,

    /// <summary>A preamble or epilogue that looks like an entity, or holds encoded data.</summary>
    HiddenContent = 1 << 19,

    /// <summary>A transfer encoding that nobody knows, or one that a multipart or message must not have (RFC 2045 §6.4).</summary>
    BadTransferEncoding = 1 << 20,

    /// <summary>Content that its transfer encoding does not allow, for example data behind the padding of base64.</summary>
    BadEncodedData = 1 << 21,

    /// <summary>A Content-Type or Content-Disposition that does not parse.</summary>
    MalformedContentField = 1 << 22,

    /// <summary>A comment where programs differ in what they make of it.</summary>
    CommentInContentField = 1 << 23,

    /// <summary>Content-* fields, but no MIME-Version (RFC 2045 §4).</summary>
    MissingMimeVersion = 1 << 24,

    /// <summary>An encoded word (RFC 2047) in a parameter, where there may be none but many programs read one.</summary>
    EncodedWordInParameter = 1 << 25,

    /// <summary>message/partial or message/external-body: the content is not here.</summary>
    PartialContent = 1 << 26,

    /// <summary>Files in text: uuencode or yEnc.</summary>
    FileInText = 1 << 27,

    /// <summary>A limit was reached; what lies beyond was not looked at.</summary>
    LimitReached = 1 << 28,

    /// <summary>A folded or commented field name, or an empty one.</summary>
    BadFieldName = 1 << 29,

    /// <summary>A character set that nobody knows.</summary>
    UnknownCharset = 1 << 30,
}
