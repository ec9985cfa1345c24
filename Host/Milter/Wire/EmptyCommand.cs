namespace Postern.Milter.Wire;

/// <summary>A command without payload: <c>SMFIC_DATA</c>, <c>SMFIC_EOH</c>, <c>SMFIC_ABORT</c>, <c>SMFIC_QUIT</c>, <c>SMFIC_QUIT_NC</c>.</summary>
internal readonly record struct EmptyCommand(CommandCode Command)
{
    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)Command);
        writer.End();
    }
}
