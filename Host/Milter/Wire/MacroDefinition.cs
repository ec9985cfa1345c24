namespace Postern.Milter.Wire;

/// <summary><c>SMFIC_MACRO</c>: <c>byte command, *(text name, text value)</c>. An odd number of texts and no text at all are normal.</summary>
/// <param name="Command">The command that the macros precede.</param>
/// <param name="Pairs">Names and values, each ended by NUL.</param>
internal readonly record struct MacroDefinition(CommandCode Command, ReadOnlyMemory<byte> Pairs)
{
    public static bool TryRead(ReadOnlyMemory<byte> payload, out MacroDefinition message)
    {
        var cursor = new WireCursor(payload);
        bool read = cursor.TryTakeByte(out byte command);
        message = new MacroDefinition((CommandCode)command, cursor.Rest);
        return read;
    }

    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)CommandCode.Macro);
        writer.AppendByte((byte)Command);
        writer.AppendBytes(Pairs.Span);
        writer.End();
    }
}
