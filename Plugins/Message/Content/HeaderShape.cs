namespace Postern.Plugins.Message.Content;

/// <summary>
/// Looks whether what comes by begins like a message: lines that are fields or folds, up to an empty line. The length of the longest header line is of no concern: nothing is kept
/// of it but whether it has a colon.
/// </summary>
internal sealed class HeaderShape
{
    private bool _isLineStart = true;
    private bool _isFold;
    private bool _hasColon;
    private bool _hasText;
    private bool _hasField;
    private bool _isOver;

    /// <summary>Whether all that has come is the beginning of a message.</summary>
    public bool IsMessage { get; private set; } = true;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length && !_isOver; i++)
            Take(bytes[i]);
    }

    /// <summary>The end of the bytes, which ends the last line.</summary>
    public void End()
    {
        if (!_isLineStart && !_isOver)
            EndLine();
        _isOver = true;
    }

    private void Take(byte value)
    {
        if (value == '\n')
        {
            EndLine();
            return;
        }

        if (_isLineStart)
        {
            (_isFold, _hasColon, _hasText) = (value is (byte)' ' or (byte)'\t', false, false);
            _isLineStart = false;
        }

        _hasColon |= value == ':';
        _hasText |= value != '\r';
    }

    private void EndLine()
    {
        // A line of nothing but a carriage return is an empty one.
        if (_isLineStart || !_hasText)
            _isOver = true;
        else if (_isFold ? _hasField : _hasColon)
            _hasField = true;
        else
            (IsMessage, _isOver) = (false, true);
        _isLineStart = true;
    }
}
