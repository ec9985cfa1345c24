using Postern.Abstractions.Milter;

namespace Postern.Milter.Wire;

/// <summary>
/// <c>SMFIC_OPTNEG</c> in both directions: <c>uint32 version, uint32 actions, uint32 steps</c>, then the macro lists, which only a
/// filter sends: <c>*(uint32 stage, text)</c>.
/// </summary>
internal readonly record struct OptionNegotiation(
    uint Version, MilterActions Actions, MilterSteps Steps, ReadOnlyMemory<byte> MacroLists)
{
    public static bool TryRead(ReadOnlyMemory<byte> payload, out OptionNegotiation message)
    {
        var cursor = new WireCursor(payload);
        message = default;
        if (!cursor.TryTakeUInt32(out uint version)
            || !cursor.TryTakeUInt32(out uint actions)
            || !cursor.TryTakeUInt32(out uint steps))
            return false;
        message = new OptionNegotiation(version, (MilterActions)actions, (MilterSteps)steps, cursor.Rest);
        return true;
    }

    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)CommandCode.OptionNegotiation);
        writer.AppendUInt32(Version);
        writer.AppendUInt32((uint)Actions);
        writer.AppendUInt32((uint)Steps);
        writer.AppendBytes(MacroLists.Span);
        writer.End();
    }

    /// <summary>Takes one macro list off <paramref name="rest"/>: the stage (<c>SMFIM_*</c>) and the names between blanks.</summary>
    public static bool TryReadMacroList(ref ReadOnlyMemory<byte> rest, out MacroListStage stage, out string names)
    {
        var cursor = new WireCursor(rest);
        names = "";
        bool read = cursor.TryTakeUInt32(out uint number) && cursor.TryTakeText(out names);
        stage = (MacroListStage)number;
        rest = cursor.Rest;
        return read;
    }
}
