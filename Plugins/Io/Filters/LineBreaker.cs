namespace Postern.Plugins.Io.Filters;

/// <summary>A newline after each so many bytes of a line that goes on.</summary>
/// <param name="length">How many, at least 1.</param>
internal sealed class LineBreaker(int length) : StreamFilter
{
    private int _column;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        foreach (var value in input)
        {
            if (value != '\n' && _column == length)
            {
                output.WriteByte((byte)'\n');
                _column = 0;
            }

            output.WriteByte(value);
            _column = value == '\n' ? 0 : _column + 1;
        }
    }
}
