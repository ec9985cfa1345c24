namespace Postern.Plugins.Mime.Content;

/// <summary>Reads bytes in memory.</summary>
/// <param name="memory">The bytes.</param>
internal sealed class MemoryRegionStream(ReadOnlyMemory<byte> memory) : SeekableStream(memory.Length)
{
    /// <inheritdoc />
    public override void CopyTo(Stream destination, int bufferSize)
    {
        destination.Write(memory.Span[(int)Math.Min(Position, memory.Length)..]);
        Position = memory.Length;
    }

    /// <inheritdoc />
    protected override int ReadAt(long position, Span<byte> buffer)
    {
        memory.Span.Slice((int)position, buffer.Length).CopyTo(buffer);
        return buffer.Length;
    }
}
