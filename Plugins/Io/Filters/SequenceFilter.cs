namespace Postern.Plugins.Io.Filters;

/// <summary>Two filters as one.</summary>
internal sealed class SequenceFilter(StreamFilter first, StreamFilter second) : StreamFilter
{
    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        using var between = new MemoryStream(input.Length);
        first.Take(input, between);
        second.Take(Written(between), output);
    }

    /// <inheritdoc/>
    public override void End(MemoryStream output)
    {
        using var between = new MemoryStream();
        first.End(between);
        second.Take(Written(between), output);
        second.End(output);
    }

    private static ReadOnlySpan<byte> Written(MemoryStream bytes) => bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
}
