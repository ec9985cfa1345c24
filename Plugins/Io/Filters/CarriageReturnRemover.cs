namespace Postern.Plugins.Io.Filters;

/// <summary>Takes away the carriage return before each newline.</summary>
internal sealed class CarriageReturnRemover : StreamFilter
{
    private bool _isOwed;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        foreach (var value in input)
        {
            if (_isOwed && value != '\n')
                output.WriteByte((byte)'\r');
            _isOwed = value == '\r';
            if (!_isOwed)
                output.WriteByte(value);
        }
    }

    /// <inheritdoc/>
    public override void End(MemoryStream output)
    {
        if (_isOwed)
            output.WriteByte((byte)'\r');
    }
}
