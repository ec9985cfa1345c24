using System.Buffers;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Content;

/// <summary>
/// The message under way as one content: the header that was kept, an empty line, and the body where it lies. An MTA gives folds with LF; here they end in CRLF again as all
/// lines of mail do.
/// </summary>
internal sealed class StoredContent : IMessageContent
{
    private readonly IStoredMessage _message;
    private readonly ReadOnlyMemory<byte> _header;
    private readonly long _bodyLength;

    /// <summary>Takes the message as it is now.</summary>
    public StoredContent(IStoredMessage message)
    {
        _message = message;
        _bodyLength = message.BodyLength;
        var header = new ArrayBufferWriter<byte>();
        foreach (var field in message.Header)
        {
            header.Write(field.Name.Span);
            header.Write(":"u8);
            WriteLines(header, field.Body.Span);
        }

        header.Write("\r\n"u8);
        _header = header.WrittenMemory;
    }

    /// <inheritdoc />
    public long Length => _header.Length + _bodyLength;

    /// <inheritdoc />
    public Stream Open() => new HeaderAndBodyStream(_header, _message.OpenBody(), _bodyLength);

    private static void WriteLines(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> body)
    {
        while (body.IndexOf((byte)'\n') is >= 0 and var end)
        {
            output.Write(body[..end].TrimEnd((byte)'\r'));
            output.Write("\r\n"u8);
            body = body[(end + 1)..];
        }

        output.Write(body);
        output.Write("\r\n"u8);
    }
}
