namespace Postern.Plugins.Mime.Content;

/// <summary>Reads a part of a stream, which it owns.</summary>
/// <param name="source">The stream.</param>
/// <param name="offset">Where the part begins in it.</param>
/// <param name="length">How many bytes it has.</param>
internal sealed class SliceStream(Stream source, long offset, long length) : SeekableStream(length)
{
    /// <inheritdoc />
    protected override int ReadAt(long position, Span<byte> buffer)
    {
        if (source.Position != offset + position)
            source.Position = offset + position;
        return source.Read(buffer);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
