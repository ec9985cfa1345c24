using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Postern.Milter.Wire;

/// <summary>Collects frames in one growing, pooled buffer, so that all frames of a reply leave in one write.</summary>
internal sealed class FrameWriter : IDisposable
{
    private const int InitialBytes = 512;
    private const int KeptBytes = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _length;
    private int _frame;

    public int Length => _length;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Begins a frame; <see cref="End"/> fills in its length.</summary>
    public void Begin(byte code)
    {
        _frame = _length;
        var span = Take(FrameHeader.Bytes);
        span[FrameReader.LengthBytes] = code;
    }

    public void End() => BinaryPrimitives.WriteUInt32BigEndian(
        _buffer.AsSpan(_frame), (uint)(_length - _frame - FrameReader.LengthBytes));

    /// <summary>A frame without payload.</summary>
    public void Append(ReplyCode code)
    {
        var span = Take(FrameHeader.Bytes);
        BinaryPrimitives.WriteUInt32BigEndian(span, 1);
        span[FrameReader.LengthBytes] = (byte)code;
    }

    public void AppendByte(byte value) => Take(1)[0] = value;

    public void AppendUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(sizeof(ushort)), value);

    public void AppendUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(sizeof(uint)), value);

    public void AppendBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Bytes and the NUL that ends a string on the wire.</summary>
    public void AppendText(ReadOnlySpan<byte> bytes)
    {
        AppendBytes(bytes);
        AppendByte(0);
    }

    /// <summary>A byte string and the NUL that ends it.</summary>
    public void AppendText(string text)
    {
        Encoding.Latin1.GetBytes(text, Take(text.Length));
        AppendByte(0);
    }

    /// <summary>Forgets what was written, after it has been sent.</summary>
    public void Clear()
    {
        _length = 0;
        if (_buffer.Length > KeptBytes)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private Span<byte> Take(int count)
    {
        if (_buffer.Length - _length < count)
            Grow(count);
        var span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }

    private void Grow(int count)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + count), _buffer.Length * 2));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
