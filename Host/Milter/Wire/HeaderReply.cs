namespace Postern.Milter.Wire;

/// <summary>
/// <c>SMFIR_ADDHEADER</c>: <c>text name, text value</c>; <c>SMFIR_INSHEADER</c> and <c>SMFIR_CHGHEADER</c>: <c>uint32 index</c> before them.
/// </summary>
/// <param name="Code">Which of the three.</param>
/// <param name="Index">Position from 0 to insert at, or instance from 1 to change; unused to add.</param>
/// <param name="Name">The field's name.</param>
/// <param name="Value">The value as a byte string, folds as LF and white space; empty to delete.</param>
internal readonly record struct HeaderReply(ReplyCode Code, uint Index, string Name, string Value)
{
    public static bool TryRead(ReplyCode code, ReadOnlyMemory<byte> payload, out HeaderReply message)
    {
        var cursor = new WireCursor(payload);
        uint index = 0;
        string name = "", value = "";
        bool read = (code == ReplyCode.AddHeader || cursor.TryTakeUInt32(out index))
            && cursor.TryTakeText(out name) && name.Length > 0
            && cursor.TryTakeText(out value) && cursor.IsAtEnd;
        message = new HeaderReply(code, index, name, value);
        return read;
    }

    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)Code);
        if (Code != ReplyCode.AddHeader)
            writer.AppendUInt32(Index);
        writer.AppendText(Name);
        writer.AppendText(Value);
        writer.End();
    }
}
