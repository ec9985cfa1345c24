using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Content;

/// <summary>A part of a content.</summary>
/// <param name="content">The content.</param>
/// <param name="offset">Where the part begins in it.</param>
/// <param name="length">How many bytes it has.</param>
internal sealed class ContentSlice(IMessageContent content, long offset, long length) : IMessageContent, IMemoryContent
{
    /// <inheritdoc />
    public long Length => length;

    /// <inheritdoc />
    public Stream Open() => TryGetMemory(out var bytes) ? new MemoryRegionStream(bytes) : new SliceStream(content.Open(), offset, length);

    /// <inheritdoc />
    public bool TryGetMemory(out ReadOnlyMemory<byte> bytes)
    {
        if (!MemoryContent.TryGetMemory(content, out bytes))
            return false;
        bytes = bytes.Slice((int)offset, (int)length);
        return true;
    }
}
