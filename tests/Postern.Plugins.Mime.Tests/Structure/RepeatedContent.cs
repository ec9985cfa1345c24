using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Content;

namespace Postern.Plugins.Mime.Tests.Structure;

/// <summary>A large content that takes no memory: a beginning, a block many times, an end.</summary>
internal sealed class RepeatedContent(byte[] first, byte[] block, long times, byte[] last) : IMessageContent
{
    public long Length => first.Length + (block.Length * times) + last.Length;

    public Stream Open() => new BlockStream(this);

    private int ReadAt(long position, Span<byte> buffer)
    {
        long inBlocks = position - first.Length, behind = inBlocks - (block.Length * times);
        var source = inBlocks < 0 ? first.AsSpan((int)position) : behind >= 0 ? last.AsSpan((int)behind) : block.AsSpan((int)(inBlocks % block.Length));
        int count = Math.Min(source.Length, buffer.Length);
        source[..count].CopyTo(buffer);
        return count;
    }

    private sealed class BlockStream(RepeatedContent content) : SeekableStream(content.Length)
    {
        protected override int ReadAt(long position, Span<byte> buffer) => content.ReadAt(position, buffer);
    }
}
