namespace Postern.Plugins.Mime.Content;

/// <summary>Reads bytes in memory and a stream behind them, which it owns.</summary>
/// <param name="header">The bytes.</param>
/// <param name="body">The stream.</param>
/// <param name="bodyLength">How many bytes of it.</param>
internal sealed class HeaderAndBodyStream(ReadOnlyMemory<byte> header, Stream body, long bodyLength) : SeekableStream(header.Length + bodyLength)
{
    /// <inheritdoc />
    protected override int ReadAt(long position, Span<byte> buffer)
    {
        if (position < header.Length)
        {
            var rest = header.Span[(int)position..];
            int count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
            return count;
        }

        long at = position - header.Length;
        if (body.Position != at)
            body.Position = at;
        return body.Read(buffer);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            body.Dispose();
        base.Dispose(disposing);
    }
}
