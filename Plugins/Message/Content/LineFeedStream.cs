namespace Postern.Plugins.Message.Content;

/// <summary>Some bytes and a stream behind them, of which every CRLF becomes LF if so wished. For reading once.</summary>
/// <param name="head">The bytes, as they are.</param>
/// <param name="rest">The stream; disposed with this.</param>
/// <param name="dropsCarriageReturns">Whether CRLF becomes LF.</param>
internal sealed class LineFeedStream(ReadOnlyMemory<byte> head, Stream rest, bool dropsCarriageReturns) : Stream
{
    private ReadOnlyMemory<byte> _head = head;
    private bool _owesCarriageReturn;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException("the length is not known");

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException("the place is not known");
        set => throw new NotSupportedException("there is no way back");
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!_head.IsEmpty || buffer.IsEmpty)
        {
            int length = Math.Min(_head.Length, buffer.Length);
            _head.Span[..length].CopyTo(buffer);
            _head = _head[length..];
            return length;
        }

        int count = 0;
        while (count == 0)
        {
            // The owed byte needs room in front of what is read.
            int owed = _owesCarriageReturn ? 1 : 0;
            if (buffer.Length <= owed)
                return ReadIntoOne(buffer);
            int read = rest.Read(buffer[owed..]);
            if (read == 0)
                return EndOf(buffer);
            if (!dropsCarriageReturns)
                return read;
            if (owed == 1)
                buffer[0] = (byte)'\r';
            count = Drop(buffer[..(read + owed)]);
        }

        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads at once: messages lie in memory and in files, which are not waited for asynchronously.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(buffer.Span));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("there is no way back");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("this is read only");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("this is read only");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rest.Dispose();
        base.Dispose(disposing);
    }

    private int ReadIntoOne(Span<byte> buffer)
    {
        Span<byte> two = stackalloc byte[2];
        int read = rest.Read(two[1..]);
        if (read == 0)
            return EndOf(buffer);
        if (two[1] == '\n')
        {
            _owesCarriageReturn = false;
            buffer[0] = (byte)'\n';
        }
        else
        {
            // The byte read goes back into the head, unless it may begin a line end itself.
            buffer[0] = (byte)'\r';
            _owesCarriageReturn = two[1] == '\r';
            if (!_owesCarriageReturn)
                _head = new[] { two[1] };
        }

        return 1;
    }

    private int EndOf(Span<byte> buffer)
    {
        if (!_owesCarriageReturn)
            return 0;
        _owesCarriageReturn = false;
        buffer[0] = (byte)'\r';
        return 1;
    }

    /// <summary>Takes carriage returns away in place; one at the end is owed.</summary>
    private int Drop(Span<byte> bytes)
    {
        _owesCarriageReturn = bytes[^1] == '\r';
        if (_owesCarriageReturn)
            bytes = bytes[..^1];
        int from = 0;
        int to = 0;
        while (bytes[from..].IndexOf("\r\n"u8) is >= 0 and var found)
        {
            bytes.Slice(from, found).CopyTo(bytes[to..]);
            to += found;
            bytes[to++] = (byte)'\n';
            from += found + 2;
        }

        bytes[from..].CopyTo(bytes[to..]);
        return to + bytes.Length - from;
    }
}
