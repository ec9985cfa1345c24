namespace Postern.Plugins.Io.Filters;

/// <summary>One dot at the start of a line taken away, and all from the line with a dot alone (RFC 5321 §4.5.2).</summary>
internal sealed class DotRemover : StreamFilter
{
    private bool _isLineStart = true;
    private bool _hasDot;
    private bool _hasCarriageReturn;
    private bool _isOver;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        foreach (var value in input)
        {
            if (_isOver)
                return;
            if (_hasDot && !_hasCarriageReturn && value == '\r')
            {
                _hasCarriageReturn = true;
            }
            else if (_isLineStart && value == '.')
            {
                (_isLineStart, _hasDot) = (false, true);
            }
            else
            {
                _isOver = _hasDot && value == '\n';
                if (_isOver)
                    return;
                if (_hasCarriageReturn)
                    output.WriteByte((byte)'\r');
                output.WriteByte(value);
                (_isLineStart, _hasDot, _hasCarriageReturn) = (value == '\n', false, false);
            }
        }
    }
}
