using System.Text;

namespace Postern.Plugins.Mime.Structure;

/// <summary>The names of the fields that the reader knows.</summary>
internal static class FieldNames
{
    /// <summary>What a field with this name is.</summary>
    public static FieldKind Recognize(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => Any(name, "to", FieldKind.To) | Any(name, "cc", FieldKind.Cc),
        3 => Any(name, "bcc", FieldKind.Bcc),
        4 => Any(name, "from", FieldKind.From) | Any(name, "date", FieldKind.Date),
        6 => Any(name, "sender", FieldKind.Sender),
        7 => Any(name, "subject", FieldKind.Subject),
        8 => Any(name, "reply-to", FieldKind.ReplyTo),
        10 => Any(name, "message-id", FieldKind.MessageId) | Any(name, "references", FieldKind.References) | Any(name, "content-id", FieldKind.ContentId),
        11 => Any(name, "in-reply-to", FieldKind.InReplyTo),
        12 => Any(name, "content-type", FieldKind.ContentType) | Any(name, "mime-version", FieldKind.MimeVersion),
        19 => Any(name, "content-disposition", FieldKind.ContentDisposition),
        25 => Any(name, "content-transfer-encoding", FieldKind.ContentTransferEncoding),
        _ => FieldKind.Other,
    };

    private static FieldKind Any(ReadOnlySpan<byte> name, string expected, FieldKind kind) =>
        Ascii.EqualsIgnoreCase(name, expected) ? kind : FieldKind.Other;
}
