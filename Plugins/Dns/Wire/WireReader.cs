using System.Buffers.Binary;

namespace Postern.Plugins.Dns.Wire;

/// <summary>Reads the pieces of a message (RFC 1035 §4.1). Nothing is read beyond its end; every method gives false instead.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int PointerMark = 0xC0;
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>How much has been read.</summary>
    public int Position { get; private set; }

    public bool TryReadByte(out byte value)
    {
        var isThere = TryReadBytes(sizeof(byte), out var bytes);
        value = isThere ? bytes[0] : default;
        return isThere;
    }

    public bool TryReadUInt16(out ushort value)
    {
        var isThere = TryReadBytes(sizeof(ushort), out var bytes);
        value = isThere ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : default;
        return isThere;
    }

    public bool TryReadUInt32(out uint value)
    {
        var isThere = TryReadBytes(sizeof(uint), out var bytes);
        value = isThere ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : default;
        return isThere;
    }

    public bool TryReadBytes(int count, out ReadOnlySpan<byte> bytes)
    {
        if (count > _message.Length - Position)
        {
            bytes = default;
            return false;
        }

        bytes = _message.Slice(Position, count);
        Position += count;
        return true;
    }

    /// <summary>Reads a name that may be compressed. A pointer leads to before everything read of this name so far, so that it cannot lead in a circle.</summary>
    /// <param name="name">Room for <see cref="DnsName.MostBytes"/> chars.</param>
    /// <param name="length">How many are used: labels behind their lengths, in the case of the message.</param>
    public bool TryReadName(scoped Span<char> name, out int length)
    {
        length = 0;
        var lowest = Position;
        var at = Position;
        var hasJumped = false;
        while (at < _message.Length)
        {
            int label = _message[at];
            if ((label & PointerMark) == PointerMark)
            {
                if (at + 1 >= _message.Length)
                    return false;
                Position = hasJumped ? Position : at + 2;
                hasJumped = true;
                at = ((label & ~PointerMark) << 8) | _message[at + 1];
                if (at >= lowest)
                    return false;
                lowest = at;
                continue;
            }

            if (label == 0)
            {
                Position = hasJumped ? Position : at + 1;
                return true;
            }

            // The types 01 and 10 are nothing that is in use.
            if ((label & PointerMark) != 0 || label >= _message.Length - at || length + label + 1 > DnsName.MostBytes)
                return false;
            name[length++] = (char)label;
            foreach (var value in _message.Slice(at + 1, label))
                name[length++] = (char)value;
            at += label + 1;
        }

        return false;
    }
}
