using Postern.Abstractions.Milter;

namespace Postern.Milter.Wire;

/// <summary><c>SMFIC_HEADER</c>: <c>text name, text value</c>. An empty value is legal, an empty name is not.</summary>
internal readonly record struct HeaderCommand(HeaderEvent Field)
{
    public static bool TryRead(ReadOnlyMemory<byte> payload, out HeaderCommand message)
    {
        var cursor = new WireCursor(payload);
        bool read = cursor.TryTakeText(out ReadOnlyMemory<byte> name) && !name.IsEmpty;
        if (!cursor.TryTakeText(out ReadOnlyMemory<byte> value))
            value = default;
        message = new HeaderCommand(new HeaderEvent(name, value));
        return read;
    }

    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)CommandCode.Header);
        writer.AppendText(Field.Name.Span);
        writer.AppendText(Field.Value.Span);
        writer.End();
    }
}
