using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Message.Content;

namespace Postern.Plugins.Message;

/// <summary>
/// A message as the functions of MFL show it (manual, node "Message functions"): fields as <c>Name: value</c>, an empty line whether there is one or not, and the body. Line ends are LF
/// in the message under way, and in others whose first line ends in CRLF.
/// </summary>
/// <param name="message">The message.</param>
internal sealed class MessageText(IMailMessage message)
{
    private const int MeasureSize = 64 * 1024;
    private const int LongestFirstLine = 64 * 1024;

    private IReadOnlyList<FieldText>? _fields;
    private byte[]? _header;
    private bool? _dropsCarriageReturns;
    private (long Bytes, long Lines)? _body;

    /// <summary>Whether CRLF becomes LF.</summary>
    public bool DropsCarriageReturns
    {
        get => _dropsCarriageReturns ??= FirstLineEndsInCrLf();
        init => _dropsCarriageReturns = value;
    }

    /// <summary>The Content-Type that a part without one has; <see langword="null"/> for none.</summary>
    public string? DefaultType { get; init; }

    /// <summary>What the transfer encoding is said to be, in the place of what it was; <see langword="null"/> for what it is.</summary>
    public string? ReplacedEncoding { get; init; }

    public IReadOnlyList<FieldText> Fields => _fields ??= ReadFields();

    /// <summary>The header, the empty line included.</summary>
    public ReadOnlyMemory<byte> Header => _header ??= WriteHeader();

    public long HeaderLines => Header.Span.Count((byte)'\n');

    /// <summary>The header and the body.</summary>
    public Stream Open() => OpenBody(Header);

    public Stream OpenBody() => OpenBody(default);

    /// <summary>The size of the body and its number of newlines.</summary>
    public async ValueTask<(long Bytes, long Lines)> MeasureBodyAsync(CancellationToken cancellationToken)
    {
        if (_body is { } known)
            return known;
        await using Stream body = OpenBody();
        byte[] buffer = new byte[MeasureSize];
        (long bytes, long lines) = (0, 0);
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            bytes += count;
            lines += buffer.AsSpan(0, count).Count((byte)'\n');
        }

        _body = (bytes, lines);
        return (bytes, lines);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span).Replace("\0", "", StringComparison.Ordinal);

    private LineFeedStream OpenBody(ReadOnlyMemory<byte> head)
    {
        Stream content = message.Content.Open();
        content.Position = message.BodyOffset;
        return new LineFeedStream(head, content, DropsCarriageReturns);
    }

    private List<FieldText> ReadFields()
    {
        var fields = new List<FieldText>(message.Header.Count + 1);
        foreach (MessageField field in message.Header)
        {
            string value = Text(field.Field.Body).Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart(' ', '\t');
            var text = new FieldText(Text(field.Name), value);
            fields.Add(ReplacedEncoding is not null && text.IsCalled("Content-Transfer-Encoding") ? text with { Value = ReplacedEncoding } : text);
        }

        if (DefaultType is not null && !fields.Exists(static field => field.IsCalled("Content-Type")))
            fields.Add(new FieldText("Content-Type", DefaultType));
        return fields;
    }

    private byte[] WriteHeader()
    {
        var text = new StringBuilder();
        foreach (FieldText field in Fields)
            text.Append(field.Name).Append(": ").Append(field.Value).Append('\n');
        return Encoding.Latin1.GetBytes(text.Append('\n').ToString());
    }

    private bool FirstLineEndsInCrLf()
    {
        using Stream content = message.Content.Open();
        byte[] buffer = new byte[Math.Min(LongestFirstLine, message.Content.Length)];
        int count = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        int end = buffer.AsSpan(0, count).IndexOf((byte)'\n');
        return end > 0 && buffer[end - 1] == '\r';
    }
}
