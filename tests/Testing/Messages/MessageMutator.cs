namespace Postern.Testing.Messages;

/// <summary>Damages messages; the same seed does the same damage.</summary>
public static class MessageMutator
{
    private const int MaximumLength = 64 * 1024;

    /// <summary>Pieces that mean something to a parser.</summary>
    private static readonly byte[][] Pieces =
    [
        [.. "\r\n"u8], [.. "\n"u8], [.. "\r"u8], [0], [.. "\n\n"u8], [.. "--"u8], [.. ":"u8], [.. ";"u8], [.. "\""u8], [.. "\\"u8], [.. "("u8], [.. ")"u8], [.. "=?"u8], [.. "?="u8],
        [.. "*0*="u8], [.. "=\n"u8], [.. "="u8], [.. "boundary="u8], [.. "\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"u8], [.. "\n--x--\n"u8],
        [.. "\nContent-Type: message/rfc822\n\n"u8], [.. "\nContent-Transfer-Encoding: base64\n"u8], [.. "\nContent-Transfer-Encoding: quoted-printable\n\n"u8],
        [.. "begin 644 x\n"u8], [.. "\nend\n"u8], [.. "=ybegin line=128 size=3 name=x\n"u8], [.. "=yend size=3\n"u8], [.. "; charset=utf-7"u8], [.. "; name*=utf-8''%e9"u8], [0xff], [0xc3],
    ];

    /// <summary>Changes a message once or several times.</summary>
    /// <param name="message">What to damage; it stays as it is.</param>
    /// <param name="other">A message that pieces may come from.</param>
    /// <param name="random">Where the choices come from.</param>
    public static byte[] Mutate(ReadOnlySpan<byte> message, ReadOnlySpan<byte> other, Random random)
    {
        byte[] result = message.ToArray();
        for (int times = 1 + random.Next(6); times > 0; times--)
            result = Once(result, other, random);
        return result.Length > MaximumLength ? result[..MaximumLength] : result;
    }

    private static byte[] Once(byte[] message, ReadOnlySpan<byte> other, Random random)
    {
        int at = random.Next(message.Length + 1);
        Range line = LineAt(message, at);
        switch (random.Next(9))
        {
            case 0 when at < message.Length:
                message[at] ^= (byte)(1 << random.Next(8));
                return message;
            case 1 when at < message.Length:
                message[at] = (byte)random.Next(256);
                return message;
            case 2:
                return [.. message.AsSpan(0, line.Start.Value), .. message.AsSpan(line.End.Value)];
            case 3:
                return [.. message.AsSpan(0, line.End.Value), .. message.AsSpan(line), .. message.AsSpan(line.End.Value)];
            case 4 when random.Next(4) == 0:
                return message[..at];
            case 5:
                int start = random.Next(other.Length + 1);
                return [.. message.AsSpan(0, at), .. other[start..(start + random.Next(Math.Min(other.Length - start, 400) + 1))], .. message.AsSpan(at)];
            case 6:
                int to = random.Next(message.Length + 1);
                return [.. message.AsSpan(0, to), .. message.AsSpan(line), .. message.AsSpan(to)];
            case 7:
                return [.. message.AsSpan(0, at), .. message.AsSpan(Math.Min(message.Length, at + random.Next(40)))];
            default:
                return [.. message.AsSpan(0, at), .. Pieces[random.Next(Pieces.Length)], .. message.AsSpan(at)];
        }
    }

    /// <summary>The line that a place lies in, its end included.</summary>
    private static Range LineAt(ReadOnlySpan<byte> message, int at)
    {
        int start = message[..at].LastIndexOf((byte)'\n') + 1;
        int length = message[start..].IndexOf((byte)'\n');
        return start..(length < 0 ? message.Length : start + length + 1);
    }
}
