using Postern.Abstractions.Milter;

namespace Postern.Milter.Wire;

/// <summary>
/// <c>SMFIC_CONNECT</c>: <c>text hostname, byte family, [uint16 port, [text address]]</c>. Port and address are missing with family U,
/// and may be missing otherwise.
/// </summary>
internal readonly record struct ConnectCommand(ConnectEvent Client)
{
    private static ReadOnlySpan<byte> IPv6Prefix => "IPv6:"u8;

    public static bool TryRead(ReadOnlyMemory<byte> payload, out ConnectCommand message)
    {
        message = default;
        var cursor = new WireCursor(payload);
        if (!cursor.TryTakeText(out ReadOnlyMemory<byte> host))
            return false;
        if (!cursor.TryTakeByte(out byte letter))
            letter = (byte)ClientFamily.Unknown;
        var family = (ClientFamily)letter;
        if (family is not (ClientFamily.Unknown or ClientFamily.Unix or ClientFamily.IPv4 or ClientFamily.IPv6))
            return false;

        if (family == ClientFamily.Unknown || !cursor.TryTakeUInt16(out ushort port))
            port = 0;
        if (family == ClientFamily.Unknown || !cursor.TryTakeText(out ReadOnlyMemory<byte> address))
            address = default;
        if (family == ClientFamily.IPv6 && HasPrefix(address.Span))
            address = address[IPv6Prefix.Length..];
        message = new ConnectCommand(new ConnectEvent(host, family, port, address));
        return true;
    }

    public void Write(FrameWriter writer)
    {
        writer.Begin((byte)CommandCode.Connect);
        writer.AppendText(Client.HostName.Span);
        writer.AppendByte((byte)Client.Family);
        if (Client.Family != ClientFamily.Unknown)
        {
            writer.AppendUInt16(Client.Port);
            writer.AppendText(Client.Address.Span);
        }

        writer.End();
    }

    private static bool HasPrefix(ReadOnlySpan<byte> address) =>
        address.Length >= IPv6Prefix.Length
        && System.Text.Ascii.EqualsIgnoreCase(address[..IPv6Prefix.Length], IPv6Prefix);
}
