using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Content;

/// <summary>Bytes in memory.</summary>
/// <param name="memory">The bytes.</param>
internal sealed class MemoryContent(ReadOnlyMemory<byte> memory) : IMessageContent, IMemoryContent
{
    /// <inheritdoc />
    public long Length => memory.Length;

    /// <inheritdoc />
    public Stream Open() => new MemoryRegionStream(memory);

    /// <inheritdoc />
    public bool TryGetMemory(out ReadOnlyMemory<byte> bytes)
    {
        bytes = memory;
        return true;
    }

    /// <summary>The bytes of a content when they lie in memory: one of ours, or one of another plugin that opens a memory stream with a visible buffer.</summary>
    public static bool TryGetMemory(IMessageContent content, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (content is IMemoryContent ours)
            return ours.TryGetMemory(out bytes);
        if (content.Length > int.MaxValue)
            return false;
        using var stream = content.Open();
        if (stream is not MemoryStream memory || !memory.TryGetBuffer(out var buffer))
            return false;
        bytes = buffer;
        return true;
    }
}
