using Postern.Abstractions.Milter;

namespace Postern.Milter.Wire;

/// <summary><c>SMFIC_MAIL</c> and <c>SMFIC_RCPT</c>: <c>text address, *(text argument)</c>; the last NUL may be missing.</summary>
internal readonly record struct EnvelopeCommand(CommandCode Command, EnvelopeEvent Envelope)
{
    public static bool TryRead(CommandCode command, ReadOnlyMemory<byte> payload, out EnvelopeCommand message)
    {
        var cursor = new WireCursor(payload);
        bool read = cursor.TryTakeText(out ReadOnlyMemory<byte> address) && !address.IsEmpty;
        message = new EnvelopeCommand(command, new EnvelopeEvent(address, cursor.Rest));
        return read;
    }

    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)Command);
        writer.AppendText(Envelope.Address.Span);
        writer.AppendBytes(Envelope.Arguments.Span);
        writer.End();
    }
}
