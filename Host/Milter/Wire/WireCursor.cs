using System.Buffers.Binary;

namespace Postern.Milter.Wire;

/// <summary>Takes fields off the front of a payload; every take checks its bounds and fails without throwing.</summary>
internal ref struct WireCursor(ReadOnlyMemory<byte> payload)
{
    private ReadOnlyMemory<byte> _rest = payload;

    public readonly ReadOnlyMemory<byte> Rest => _rest;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public bool TryTakeByte(out byte value)
    {
        value = 0;
        if (_rest.IsEmpty)
            return false;
        value = _rest.Span[0];
        _rest = _rest[1..];
        return true;
    }

    public bool TryTakeUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_rest.Span, out value))
            return false;
        _rest = _rest[sizeof(ushort)..];
        return true;
    }

    public bool TryTakeUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_rest.Span, out value))
            return false;
        _rest = _rest[sizeof(uint)..];
        return true;
    }

    /// <summary>Takes a string up to its NUL; some MTAs leave the last NUL of a frame out.</summary>
    public bool TryTakeText(out ReadOnlyMemory<byte> text)
    {
        text = default;
        if (_rest.IsEmpty)
            return false;
        int end = _rest.Span.IndexOf((byte)0);
        text = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        return true;
    }

    /// <summary>Takes a string as a byte string.</summary>
    public bool TryTakeText(out string text)
    {
        bool taken = TryTakeText(out ReadOnlyMemory<byte> bytes);
        text = taken ? System.Text.Encoding.Latin1.GetString(bytes.Span) : "";
        return taken;
    }
}
