using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Editing;

/// <summary>Where the lines around a part lie.</summary>
internal static class PartPlace
{
    private const int LongestDelimiter = 1024;

    /// <summary>Whether the part stands between the delimiters of a multipart.</summary>
    public static bool IsBodyPart(IMimeEntity part) => part.Parent is { } parent && parent.MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>The bytes that go with a body part: the delimiter before it, and the line end behind it.</summary>
    public static (long Start, long End) WithDelimiter(IMessageContent message, IMimeEntity part)
    {
        IReadOnlyList<IMimeEntity> siblings = part.Parent!.Parts;
        int index = siblings.TakeWhile(other => other != part).Count();
        long start = index > 0 ? EndOfLine(message, siblings[index - 1].EndOffset) : StartOfLineBefore(message, part.Offset);
        return (start, EndOfLine(message, part.EndOffset));
    }

    /// <summary>Behind the line end that stands at a place; the place itself when none does.</summary>
    public static long EndOfLine(IMessageContent message, long place)
    {
        Span<byte> bytes = stackalloc byte[2];
        bytes = bytes[..Read(message, place, bytes)];
        return place + (bytes.StartsWith("\r\n"u8) ? 2 : bytes is [(byte)'\n' or (byte)'\r', ..] ? 1 : 0);
    }

    // Where the line begins that ends at a place.
    private static long StartOfLineBefore(IMessageContent message, long place)
    {
        var bytes = new byte[(int)Math.Min(place, LongestDelimiter)];
        ReadOnlySpan<byte> line = bytes.AsSpan(0, Read(message, place - bytes.Length, bytes)).TrimEnd("\r\n"u8);
        return place - bytes.Length + line.LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
    }

    private static int Read(IMessageContent message, long place, Span<byte> bytes)
    {
        using Stream stream = message.Open();
        stream.Position = place;
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
    }
}
