namespace Postern.Milter.Wire;

/// <summary>
/// <c>SMFIR_ADDRCPT</c> and <c>SMFIR_DELRCPT</c>: <c>text address</c>; <c>SMFIR_ADDRCPT_PAR</c> and <c>SMFIR_CHGFROM</c>:
/// <c>text address, [text arguments]</c>.
/// </summary>
internal readonly record struct AddressReply(ReplyCode Code, string Address, string Arguments)
{
    public static bool TryRead(ReplyCode code, ReadOnlyMemory<byte> payload, out AddressReply message)
    {
        var cursor = new WireCursor(payload);
        bool read = cursor.TryTakeText(out string address) && address.Length > 0;
        string arguments = "";
        if (code is ReplyCode.AddRecipientWithArguments or ReplyCode.ChangeSender)
            _ = cursor.TryTakeText(out arguments);
        message = new AddressReply(code, address, arguments);
        return read && cursor.IsAtEnd;
    }

    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)Code);
        writer.AppendText(Address);
        if (Arguments.Length > 0)
            writer.AppendText(Arguments);
        writer.End();
    }
}
