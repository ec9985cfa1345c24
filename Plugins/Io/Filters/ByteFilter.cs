namespace Postern.Plugins.Io.Filters;

/// <summary>A filter that looks at single bytes.</summary>
/// <param name="write">Writes what a byte becomes.</param>
internal sealed class ByteFilter(Action<byte, MemoryStream> write) : StreamFilter
{
    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        foreach (var value in input)
            write(value, output);
    }
}
