namespace Postern.Plugins.Io.Filters;

/// <summary>Nothing changes.</summary>
internal sealed class CopyFilter : StreamFilter
{
    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output) => output.Write(input);
}
