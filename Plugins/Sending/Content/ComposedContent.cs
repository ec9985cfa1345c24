using Postern.Abstractions.Messages;

namespace Postern.Plugins.Sending.Content;

/// <summary>A message put together from parts that stay where they are.</summary>
internal sealed class ComposedContent(IReadOnlyList<ContentSegment> segments) : IMessageContent
{
    public long Length { get; } = segments.Sum(static segment => segment.Length);

    public static ComposedContent Of(ReadOnlyMemory<byte> bytes) => new([ContentSegment.Of(bytes)]);

    public Stream Open() => new ComposedStream(segments, Length);
}
