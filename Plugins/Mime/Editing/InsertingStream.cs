using Postern.Plugins.Mime.Codings;

namespace Postern.Plugins.Mime.Editing;

/// <summary>A stream with bytes inserted at one place, or at its end when that comes first; it owns the stream.</summary>
/// <param name="source">The stream.</param>
/// <param name="place">How many bytes of it come before.</param>
/// <param name="inserted">The bytes.</param>
internal sealed class InsertingStream(Stream source, long place, ReadOnlyMemory<byte> inserted) : ForwardStream
{
    private ReadOnlyMemory<byte> _waiting = inserted;
    private long _at;

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
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
