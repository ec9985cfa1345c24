using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Content;

namespace Postern.Plugins.Mime.Editing;

/// <summary>Content that is made anew whenever it is read, in bounded memory; its length is found by reading it once.</summary>
/// <param name="open">Opens a stream that cannot seek.</param>
internal sealed class StreamedContent(Func<Stream> open) : IMessageContent
{
    private long? _length;

    /// <inheritdoc/>
    public long Length => _length ??= Measure();

    /// <inheritdoc/>
    public Stream Open() => new Reader(open, Length);

    private long Measure()
    {
        using Stream stream = open();
        var buffer = new byte[16 * 1024];
        long length = 0;
        for (int count; (count = stream.Read(buffer)) > 0;)
            length += count;
        return length;
    }

    private sealed class Reader(Func<Stream> open, long length) : SeekableStream(length)
    {
        private Stream? _stream;
        private long _at;

        /// <inheritdoc/>
        protected override int ReadAt(long position, Span<byte> buffer)
        {
            if (_stream is null || position < _at)
            {
                _stream?.Dispose();
                (_stream, _at) = (open(), 0);
            }

            while (_at < position)
            {
                int skipped = _stream.Read(buffer[..(int)Math.Min(buffer.Length, position - _at)]);
                if (skipped == 0)
                    return 0;
                _at += skipped;
            }

            int count = _stream.Read(buffer);
            _at += count;
            return count;
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _stream?.Dispose();
            base.Dispose(disposing);
        }
    }
}
