namespace Postern.Plugins.Io.Filters;

/// <summary>A filter that takes bytes as they come and keeps no more of them than it must. For one stream, used by one call at a time.</summary>
internal abstract class StreamFilter
{
    /// <summary>Takes more input.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="output">What comes out of them.</param>
    public abstract void Take(ReadOnlySpan<byte> input, MemoryStream output);

    /// <summary>Writes what is still owed at the end of the input.</summary>
    /// <param name="output">What comes out.</param>
    public virtual void End(MemoryStream output)
    {
    }
}
