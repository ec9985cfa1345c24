using System.Buffers;

namespace Postern.Milter.Storage;

/// <summary>The body of one message: in memory up to a threshold, then in a spool file.</summary>
internal sealed class BodyStore(string directory, int threshold) : IDisposable
{
    private const int InitialBytes = 16 * 1024;

    private byte[] _memory = [];
    private int _inMemory;
    private SpoolFile? _file;

    public long Length => _file?.Length ?? _inMemory;

    public bool IsSpooled => _file is not null;

    public void Append(ReadOnlySpan<byte> chunk)
    {
        if (chunk.IsEmpty)
            return;
        if (_file is null && _inMemory + chunk.Length > threshold)
            Spool();
        if (_file is not null)
        {
            _file.Append(chunk);
            return;
        }

        if (_memory.Length - _inMemory < chunk.Length)
            Grow(chunk.Length);
        chunk.CopyTo(_memory.AsSpan(_inMemory));
        _inMemory += chunk.Length;
    }

    public int Read(Span<byte> buffer, long offset)
    {
        if (_file is not null)
            return _file.Read(buffer, offset);
        if (offset >= _inMemory)
            return 0;
        int count = Math.Min(buffer.Length, _inMemory - (int)offset);
        _memory.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    public void Clear()
    {
        _file?.Dispose();
        _file = null;
        _inMemory = 0;
        ReturnMemory();
    }

    public void Dispose() => Clear();

    private void Spool()
    {
        _file = new SpoolFile(directory);
        _file.Append(_memory.AsSpan(0, _inMemory));
        _inMemory = 0;
        ReturnMemory();
    }

    private void Grow(int count)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(InitialBytes, _inMemory + count), _memory.Length * 2));
        _memory.AsSpan(0, _inMemory).CopyTo(larger);
        ReturnMemory();
        _memory = larger;
    }

    private void ReturnMemory()
    {
        if (_memory.Length > 0)
            ArrayPool<byte>.Shared.Return(_memory);
        _memory = [];
    }
}
