namespace Postern.Plugins.Sending.Content;

/// <summary>Reads segments one after the other; can seek.</summary>
internal sealed class ComposedStream(IReadOnlyList<ContentSegment> segments, long length) : Stream
{
    private Stream? _current;
    private int _index = -1;
    private long _start;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(Span<byte> buffer) =>
        Prepare(buffer.Length) is (var most and > 0, { } stream) ? Advance(stream.Read(buffer[..most])) : 0;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Prepare(buffer.Length) is (var most and > 0, { } stream) ? Advance(await stream.ReadAsync(buffer[..most], cancellationToken)) : 0;

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _current?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Opens the segment at the position; returns how much of it may be read at most.</summary>
    private (int Most, Stream? Stream) Prepare(int wanted)
    {
        if (_position >= length || wanted == 0)
            return (0, null);
        if (_index < 0 || _position < _start || _position >= _start + segments[_index].Length)
            Enter();
        _current!.Position = segments[_index].Offset + _position - _start;
        return ((int)Math.Min(wanted, _start + segments[_index].Length - _position), _current);
    }

    private void Enter()
    {
        _current?.Dispose();
        (_index, _start) = (0, 0);
        while (_position >= _start + segments[_index].Length)
            _start += segments[_index++].Length;
        _current = segments[_index].Open();
    }

    // A segment that has become shorter must not look like the end of the whole.
    private int Advance(int count)
    {
        if (count == 0)
            throw new EndOfStreamException("a part of the message has become shorter");
        _position += count;
        return count;
    }
}
