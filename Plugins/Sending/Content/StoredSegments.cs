using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

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
            bytes.AddRange(field.Body.Span);
            bytes.Add((byte)'\n');
        }

        return ContentSegment.Of(bytes.ToArray());
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
