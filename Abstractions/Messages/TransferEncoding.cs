namespace Postern.Abstractions.Messages;

/// <summary>How the content of an entity is encoded (RFC 2045 §6, and what is in use beside it).</summary>
public enum TransferEncoding
{
    /// <summary><c>7bit</c>, and what says nothing.</summary>
    SevenBit,

    /// <summary><c>8bit</c></summary>
    EightBit,

    /// <summary><c>binary</c></summary>
    Binary,

    /// <summary><c>quoted-printable</c></summary>
    QuotedPrintable,

    /// <summary><c>base64</c></summary>
    Base64,

    /// <summary><c>x-uuencode</c> and its kin, or a file found in text.</summary>
    Uuencode,

    /// <summary><c>x-yencode</c>, or a file found in text.</summary>
    Yenc,

    /// <summary>One that nobody knows: the content is taken as it is.</summary>
    Unknown,
}
