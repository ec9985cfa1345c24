namespace Postern.Milter.Wire;

/// <summary><c>SMFIC_HELO</c> and <c>SMFIC_UNKNOWN</c>: one text, whose NUL may be missing.</summary>
internal readonly record struct TextCommand(CommandCode Command, ReadOnlyMemory<byte> Text)
{
    public static bool TryRead(CommandCode command, ReadOnlyMemory<byte> payload, out TextCommand message)
    {
        var cursor = new WireCursor(payload);
        bool read = cursor.TryTakeText(out ReadOnlyMemory<byte> text);
        message = new TextCommand(command, text);
        return read;
    }

    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)Command);
        writer.AppendText(Text.Span);
        writer.End();
    }
}
