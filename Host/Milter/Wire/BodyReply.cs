namespace Postern.Milter.Wire;

/// <summary><c>SMFIR_REPLBODY</c>: one chunk of the new body. The first of a message empties the old body.</summary>
internal readonly record struct BodyReply(ReadOnlyMemory<byte> Chunk)
{
    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)ReplyCode.ReplaceBody);
        writer.AppendBytes(Chunk.Span);
        writer.End();
    }
}
