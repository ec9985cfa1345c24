using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Codings;
using Postern.Plugins.Mime.Content;
using Postern.Plugins.Mime.Fields;

namespace Postern.Plugins.Mime.Editing;

/// <summary>A part that a filter made.</summary>
internal sealed class NewPart
{
    private const int LongestLine = 998;

    private readonly byte[] _content;
    private readonly string _disposition;

    private NewPart(string type, string mediaType, byte[] content, string disposition)
    {
        MediaType = mediaType;
        _content = content;
        _disposition = disposition;
        IsText = mediaType.StartsWith("text/", StringComparison.Ordinal);
        Encoding = EncodingFor(IsText, mediaType.StartsWith("message/", StringComparison.Ordinal), content);
        string? charset = ContentField.Parse(System.Text.Encoding.Latin1.GetBytes(type)).First("charset");
        IsUtf8 = charset is null || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        Type = IsText && charset is null ? ParameterText.Append(new StringBuilder(type), "charset", "utf-8").ToString() : type;
    }

    /// <summary>Its Content-Type; LF folds it.</summary>
    public string Type { get; }

    /// <summary>Its type and subtype.</summary>
    public string MediaType { get; }

    /// <summary>Whether it is text, whose line ends are CRLF.</summary>
    public bool IsText { get; }

    /// <summary>Whether its text is UTF-8.</summary>
    public bool IsUtf8 { get; }

    /// <summary>How it is encoded.</summary>
    public TransferEncoding Encoding { get; }

    /// <summary>Its content as the filter gave it.</summary>
    public string Text => System.Text.Encoding.Latin1.GetString(_content);

    /// <summary>The fields of its header.</summary>
    public IEnumerable<(string Name, string Value)> Fields
    {
        get
        {
            yield return ("Content-Type", Type);
            yield return ("Content-Transfer-Encoding", EncodingName(Encoding));
            if (_disposition.Length > 0)
                yield return ("Content-Disposition", _disposition);
        }
    }

    /// <summary>Makes a part.</summary>
    /// <param name="type">Its Content-Type, with parameters or without.</param>
    /// <param name="content">Its content, a byte string.</param>
    /// <param name="disposition"><c>attachment</c>, <c>inline</c> or empty.</param>
    /// <param name="fileName">Its name, or empty.</param>
    /// <returns><see langword="null"/>: the type is none, or one that holds parts.</returns>
    public static NewPart? Create(string type, string content, string disposition, string fileName)
    {
        if (type.AsSpan().ContainsAnyExceptInRange(' ', '~') || (disposition.Length > 0 && !ParameterText.IsToken(disposition)))
            return null;
        ContentField field = ContentField.Parse(System.Text.Encoding.Latin1.GetBytes(type));
        if (!field.IsMediaType || !field.Value.Split('/').All(ParameterText.IsToken) || field.Value.StartsWith("multipart/", StringComparison.Ordinal))
            return null;
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(content);
        if (fileName.Length > 0 && disposition.Length == 0)
            disposition = "attachment";
        if (fileName.Length > 0)
            disposition = ParameterText.Append(new StringBuilder(disposition), "filename", fileName).ToString();
        bool isLines = field.Value.StartsWith("text/", StringComparison.Ordinal) || field.Value.StartsWith("message/", StringComparison.Ordinal);
        return new NewPart(type, field.Value, isLines ? LineEnds.ToCrLf(bytes) : bytes, disposition);
    }

    /// <summary>The same part with more text.</summary>
    public NewPart WithContent(string content) => new(Type, MediaType, LineEnds.ToCrLf(System.Text.Encoding.Latin1.GetBytes(content)), _disposition);

    /// <summary>The encoded content.</summary>
    public IMessageContent Body => TransferEncodings.IsIdentity(Encoding) ? new MemoryContent(_content) : new StreamedContent(() => TransferEncoder.Open(Encoding, new MemoryStream(_content, writable: false)));

    /// <summary>Header, empty line and content.</summary>
    public IEnumerable<IMessageContent> Whole => [new MemoryContent(FieldText.Header(Fields)), Body];

    /// <summary>The name of an encoding.</summary>
    public static string EncodingName(TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.Base64 => "base64",
        TransferEncoding.QuotedPrintable => "quoted-printable",
        TransferEncoding.EightBit => "8bit",
        _ => "7bit",
    };

    private static TransferEncoding EncodingFor(bool isText, bool isMessage, byte[] content)
    {
        bool isAscii = !content.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF) && !content.AsSpan().Contains((byte)0);

        // A message must not be encoded (RFC 2046 §5.2.1).
        if (isMessage)
            return isAscii ? TransferEncoding.SevenBit : TransferEncoding.EightBit;
        if (!isText)
            return TransferEncoding.Base64;
        return isAscii && LineEnds.Longest(content) <= LongestLine ? TransferEncoding.SevenBit : TransferEncoding.QuotedPrintable;
    }
}
