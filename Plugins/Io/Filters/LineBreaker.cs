namespace Postern.Plugins.Io.Filters;

/// <summary>A newline after each so many bytes of a line, whether it goes on or not, as in the reference.</summary>
/// <param name="length">How many, at least 1.</param>
internal sealed class LineBreaker(int length) : StreamFilter
{
    private int _column;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        foreach (var value in input)
        {
            output.WriteByte(value);
            _column = value == '\n' ? 0 : _column + 1;
            if (_column < length)
                continue;
            output.WriteByte((byte)'\n');
            _column = 0;
        }
    }
}
