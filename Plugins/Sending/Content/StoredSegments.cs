using System.Text;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Sending.Functions;

namespace Postern.Plugins.Sending.Content;

/// <summary>The message under way as a part of another.</summary>
internal static class StoredSegments
{
    private static readonly ContentSegment EmptyLine = ContentSegment.Of("\n"u8.ToArray());

    /// <summary>Its header, the empty line and its body.</summary>
    public static IEnumerable<ContentSegment> Whole(IStoredMessage message) => [Header(message.Header), EmptyLine, Body(message)];

    public static ContentSegment Header(IEnumerable<HeaderField> fields)
    {
        var bytes = new List<byte>();
        foreach (var field in fields)
        {
            bytes.AddRange(field.Name.Span);
            bytes.Add((byte)':');
            bytes.AddRange(OneField(field.Body));
            bytes.Add((byte)'\n');
        }

        return ContentSegment.Of(bytes.ToArray());
    }

    /// <summary>A field's body of which no part can be taken for another field: a bare CR becomes a blank, and what is no fold becomes one.</summary>
    private static byte[] OneField(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOfAny((byte)'\r', (byte)'\n', (byte)0) < 0)
            return body.ToArray();
        var text = Encoding.Latin1.GetString(body.Span).Replace("\0", "", StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', ' ');
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            if (i + 1 == text.Length || text[i + 1] is not (' ' or '\t'))
                return Encoding.Latin1.GetBytes(HeaderText.Fold(text));
        }

        return Encoding.Latin1.GetBytes(text);
    }

    /// <summary>Its body. What is kept of a message is the next one's as soon as that begins.</summary>
    public static ContentSegment Body(IStoredMessage message)
    {
        var number = message.Number;
        return new ContentSegment(message.BodyLength, () => message.Number == number
            ? message.OpenBody()
            : throw new MflException(MflExceptionCode.Failure, "the message that this one was made of has ended"));
    }
}
