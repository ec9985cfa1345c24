using System.Buffers.Binary;

namespace Postern.Milter.Wire;

/// <summary>Tells what speaks when the first bytes on a milter port are no milter frame, so that the log can name the mistake.</summary>
internal static class ForeignProtocol
{
    private const byte TlsHandshake = 0x16;
    private const byte TlsMajorVersion = 3;

    /// <summary>A description of the peer; <see langword="null"/> when the bytes are just a wrong frame.</summary>
    public static string? Describe(ReadOnlySpan<byte> start)
    {
        if (start.Length < FrameReader.LengthBytes)
            return null;
        if (start[0] == TlsHandshake && start[1] == TlsMajorVersion)
            return "a TLS handshake: the milter protocol is spoken in the clear, put a TLS tunnel in front";
        if (IsHttp(start))
            return "an HTTP request: this port speaks the milter protocol";
        bool isText = start[..Math.Min(start.Length, 8)].IndexOfAnyExceptInRange((byte)0x09, (byte)0x7E) < 0;
        return isText
            ? "ASCII text, not milter frames: is an SMTP client or a person connected to the milter port?"
            : null;
    }

    /// <summary>The length that the first four bytes spell as a number, for the log.</summary>
    public static uint Length(ReadOnlySpan<byte> start) =>
        start.Length < FrameReader.LengthBytes ? 0 : BinaryPrimitives.ReadUInt32BigEndian(start);

    private static bool IsHttp(ReadOnlySpan<byte> start) =>
        start.StartsWith("GET "u8) || start.StartsWith("POST"u8) || start.StartsWith("HEAD"u8)
        || start.StartsWith("PUT "u8) || start.StartsWith("OPTI"u8) || start.StartsWith("PRI "u8);
}
