using System.Buffers;

namespace Postern.Milter.Session;

/// <summary>
/// The bytes received and not yet used, in one array; frames are read where they lie. It grows as bytes arrive, not as a
/// frame's length promises, and shrinks when it is empty.
/// </summary>
internal sealed class ReceiveBuffer : IDisposable
{
    private const int KeptBytes = 8 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(KeptBytes);
    private int _start;
    private int _end;
    private int _expected;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Takes bytes off the front; the memory is valid until the next <see cref="Free"/>.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        var taken = _bytes.AsMemory(_start, count);
        _start += count;
        _expected = 0;
        return taken;
    }

    /// <summary>The frame at the front will have this many bytes.</summary>
    public void Expect(int count) => _expected = count;

    /// <summary>The room to receive into; never empty.</summary>
    public Memory<byte> Free()
    {
        if (_start == _end)
            Empty();
        if (_bytes.Length - _end < Math.Min(KeptBytes / 2, Math.Max(_expected - (_end - _start), 1)))
            MakeRoom();
        return _bytes.AsMemory(_end);
    }

    public void Added(int count) => _end += count;

    public void Clear()
    {
        _start = _end;
        Empty();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    private void Empty()
    {
        _start = _end = 0;
        if (_bytes.Length > KeptBytes && _expected == 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(KeptBytes);
        }
    }

    private void MakeRoom()
    {
        int used = _end - _start;
        if (_start > 0 && used <= _bytes.Length / 2)
        {
            _bytes.AsSpan(_start, used).CopyTo(_bytes);
        }
        else
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            _bytes.AsSpan(_start, used).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        _start = 0;
        _end = used;
    }
}
