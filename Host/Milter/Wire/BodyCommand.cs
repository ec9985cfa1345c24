namespace Postern.Milter.Wire;

/// <summary><c>SMFIC_BODY</c> and <c>SMFIC_BODYEOB</c>: the payload is the chunk; NUL bytes and no byte at all are legal.</summary>
internal readonly record struct BodyCommand(CommandCode Command, ReadOnlyMemory<byte> Chunk)
{
    /// <summary>The longest chunk in bytes unless a larger data size is negotiated (<c>MILTER_CHUNK_SIZE</c>).</summary>
    public const int ChunkBytes = 65535;

    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)Command);
        writer.AppendBytes(Chunk.Span);
        writer.End();
    }
}
