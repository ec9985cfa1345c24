using System.Buffers.Binary;
using System.Text;

namespace Postern.Testing.Milter;

/// <summary>Milter frames written by hand, independently of the host's codec.</summary>
public static class Frames
{
    public static byte[] Frame(char code, params byte[][] parts)
    {
        byte[] payload = [.. parts.SelectMany(static part => part)];
        byte[] frame = new byte[5 + payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)payload.Length + 1);
        frame[4] = (byte)code;
        payload.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Text(string text) => [.. Encoding.Latin1.GetBytes(text), 0];

    public static byte[] Texts(params string[] texts) => [.. texts.SelectMany(Text)];

    public static byte[] Number(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>What Postfix 3.7 offers unless told otherwise.</summary>
    public static byte[] Offer(uint version = 6, uint actions = 0x1FF, uint steps = 0x1FFFFF) =>
        Frame('O', Number(version), Number(actions), Number(steps));

    public static byte[] Macro(char command, params string[] namesAndValues) =>
        Frame('D', [(byte)command], Texts(namesAndValues));

    public static byte[] Connect(string host = "client.example", char family = '4', ushort port = 40000, string address = "192.0.2.1") =>
        Frame('C', Text(host), [(byte)family], [(byte)(port >> 8), (byte)port], Text(address));

    public static byte[] Helo(string name = "client.example") => Frame('H', Text(name));

    public static byte[] Mail(params string[] arguments) => Frame('M', Texts(arguments.Length > 0 ? arguments : ["<from@example.org>"]));

    public static byte[] Rcpt(params string[] arguments) => Frame('R', Texts(arguments.Length > 0 ? arguments : ["<to@example.org>"]));

    public static byte[] Data() => Frame('T');

    public static byte[] Header(string name, string value) => Frame('L', Texts(name, value));

    public static byte[] EndOfHeaders() => Frame('N');

    public static byte[] Body(string text) => Frame('B', Encoding.Latin1.GetBytes(text));

    public static byte[] Body(byte[] bytes) => Frame('B', bytes);

    public static byte[] EndOfMessage(string chunk = "") => Frame('E', Encoding.Latin1.GetBytes(chunk));

    public static byte[] Abort() => Frame('A');

    public static byte[] Quit() => Frame('Q');

    public static byte[] QuitNewConnection() => Frame('K');

    public static byte[] Unknown(string line) => Frame('U', Text(line));
}
