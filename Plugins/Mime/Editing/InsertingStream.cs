namespace Postern.Plugins.Mime.Editing;

/// <summary>A stream with bytes inserted at one place, or at its end when that comes first; it owns the stream.</summary>
/// <param name="source">The stream.</param>
/// <param name="place">How many bytes of it come before.</param>
/// <param name="inserted">The bytes.</param>
internal sealed class InsertingStream(Stream source, long place, ReadOnlyMemory<byte> inserted) : Stream
{
    private ReadOnlyMemory<byte> _waiting = inserted;
    private long _at;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_waiting.IsEmpty)
            return source.Read(buffer);
        int count = _at < place ? source.Read(buffer[..(int)Math.Min(buffer.Length, place - _at)]) : 0;
        _at += count;
        if (count > 0 || buffer.IsEmpty)
            return count;
        count = Math.Min(buffer.Length, _waiting.Length);
        _waiting.Span[..count].CopyTo(buffer);
        _waiting = _waiting[count..];
        _at = Math.Max(_at, place);
        return count;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
