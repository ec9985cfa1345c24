namespace Postern.Tools.Mtasim.Terminal;

/// <summary>Makes keys of the bytes that a terminal sends, as ECMA-48 terminals do.</summary>
internal sealed class KeyReader(Stream input)
{
    private const byte Escape = 0x1B;

    private readonly byte[] _buffer = new byte[1024];
    private int _start;
    private int _end;

    /// <summary>Whether more has come than was read: pasted text.</summary>
    public bool HasMore => _start < _end;

    public async ValueTask<(Key Key, byte Byte)> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ReadByteAsync(cancellationToken) is not { } b)
            return (Key.EndOfInput, 0);
        return b == Escape
            ? (await ReadSequenceAsync(cancellationToken), b)
            : (Simple(b), b);
    }

    private static Key Simple(byte b) => b switch
    {
        0x01 => Key.Home,
        0x02 => Key.Left,
        0x03 => Key.Interrupt,
        0x04 => Key.DeleteOrEnd,
        0x05 => Key.End,
        0x06 => Key.Right,
        0x08 or 0x7F => Key.Backspace,
        (byte)'\r' or (byte)'\n' => Key.Enter,
        0x0B => Key.KillToEnd,
        0x0E => Key.Newer,
        0x10 => Key.Older,
        0x15 => Key.KillToStart,
        0x17 => Key.KillWord,
        (byte)'\t' or >= 0x20 => Key.Character,
        _ => Key.None,
    };

    /// <summary><c>ESC O letter</c>, or <c>ESC [ parameters letter</c>; anything else is one key that does nothing.</summary>
    private async ValueTask<Key> ReadSequenceAsync(CancellationToken cancellationToken)
    {
        byte? introducer = await ReadByteAsync(cancellationToken);
        if (introducer is not ((byte)'[' or (byte)'O'))
            return Key.None;
        int parameter = 0;
        while (await ReadByteAsync(cancellationToken) is { } b)
        {
            if (b is >= (byte)'0' and <= (byte)'9')
                parameter = Math.Min((parameter * 10) + b - '0', 100);
            else if (b is >= 0x40 and <= 0x7E)
                return Final((char)b, parameter);
        }

        return Key.None;
    }

    private static Key Final(char letter, int parameter) => (letter, parameter) switch
    {
        ('A', _) => Key.Older,
        ('B', _) => Key.Newer,
        ('C', _) => Key.Right,
        ('D', _) => Key.Left,
        ('H', _) or ('~', 1 or 7) => Key.Home,
        ('F', _) or ('~', 4 or 8) => Key.End,
        ('~', 3) => Key.Delete,
        _ => Key.None,
    };

    private async ValueTask<byte?> ReadByteAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
            (_start, _end) = (0, await input.ReadAsync(_buffer, cancellationToken).AsTask().WaitAsync(cancellationToken));
        return _end == 0 ? null : _buffer[_start++];
    }
}
