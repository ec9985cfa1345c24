namespace Postern.Plugins.Content.Archives;

/// <summary>Bytes that were read from a stream, and the rest of it; the stream stays open.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : CountingStream(rest)
{
    private int _at;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_at == prefix.Length)
            return base.Read(buffer);
        int count = Math.Min(buffer.Length, prefix.Length - _at);
        prefix.Span.Slice(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
