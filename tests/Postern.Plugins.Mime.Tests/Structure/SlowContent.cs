using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Content;

namespace Postern.Plugins.Mime.Tests.Structure;

/// <summary>A content that does not lie in memory, and gives a few bytes at a time.</summary>
internal sealed class SlowContent(byte[] bytes, int pieceLength) : IMessageContent
{
    public long Length => bytes.Length;

    public Stream Open() => new PieceStream(bytes, pieceLength);

    private sealed class PieceStream(byte[] bytes, int pieceLength) : SeekableStream(bytes.Length)
    {
        protected override int ReadAt(long position, Span<byte> buffer)
        {
            int count = Math.Min(buffer.Length, pieceLength);
            bytes.AsSpan((int)position, count).CopyTo(buffer);
            return count;
        }
    }
}
