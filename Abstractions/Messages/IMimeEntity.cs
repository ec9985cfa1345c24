namespace Postern.Abstractions.Messages;

/// <summary>
/// An entity (RFC 2045 §2.4): the message itself or a part of it. Texts are byte strings; what was encoded (RFC 2047, RFC 2231) is UTF-8.
/// Everything is as mail programs would show it, however malformed the entity is.
/// </summary>
public interface IMimeEntity
{
    /// <summary>The entity around it; <see langword="null"/> for the message itself.</summary>
    IMimeEntity? Parent { get; }

    /// <summary>The entities in it: of a multipart its body parts, of message/rfc822 the message, of text the files that stand in it (uuencode, yEnc); else none.</summary>
    IReadOnlyList<IMimeEntity> Parts { get; }

    /// <summary>The header fields in order.</summary>
    IReadOnlyList<MessageField> Header { get; }

    /// <summary>Where its header begins, in bytes from the beginning of the message.</summary>
    long Offset { get; }

    /// <summary>Where its body begins.</summary>
    long BodyOffset { get; }

    /// <summary>Where it ends, which for a body part is before the line end that belongs to the delimiter.</summary>
    long EndOffset { get; }

    /// <summary>Type and subtype in lower case; text/plain, or in multipart/digest message/rfc822, where none is given (RFC 2045 §5.2).</summary>
    string MediaType { get; }

    /// <summary>A parameter of the Content-Type, its continuations joined and decoded (RFC 2231); <see langword="null"/> when it is not there.</summary>
    /// <param name="name">Its name, in either case.</param>
    string? GetParameter(string name);

    /// <summary><c>inline</c>, <c>attachment</c> or another word in lower case; empty when there is none (RFC 2183).</summary>
    string Disposition { get; }

    /// <summary>The name that a mail program would offer for saving it, as sent: it may hold path separators. Empty when there is none.</summary>
    string FileName { get; }

    /// <summary>Every name that some mail program may read, <see cref="FileName"/> first.</summary>
    IReadOnlyList<string> FileNames { get; }

    /// <summary>How the body is encoded.</summary>
    TransferEncoding Encoding { get; }

    /// <summary>What is irregular about this entity itself, its parts not included.</summary>
    MessageAnomalies Anomalies { get; }

    /// <summary>Header and body as received.</summary>
    IMessageContent Content { get; }

    /// <summary>The body as received.</summary>
    IMessageContent Body { get; }

    /// <summary>Opens the body with its transfer encoding undone, for reading from its beginning; bad input is decoded as mail programs do. The stream cannot seek.</summary>
    Stream OpenDecoded();
}
