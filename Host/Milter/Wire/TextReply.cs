namespace Postern.Milter.Wire;

/// <summary><c>SMFIR_QUARANTINE</c> (a reason) and <c>SMFIR_REPLYCODE</c> (a formatted SMTP reply): one text.</summary>
internal readonly record struct TextReply(ReplyCode Code, string Text)
{
    public static bool TryRead(ReplyCode code, ReadOnlyMemory<byte> payload, out TextReply message)
    {
        var cursor = new WireCursor(payload);
        bool read = cursor.TryTakeText(out string text) && cursor.IsAtEnd;
        message = new TextReply(code, text);
        return read;
    }

    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)Code);
        writer.AppendText(Text);
        writer.End();
    }
}
