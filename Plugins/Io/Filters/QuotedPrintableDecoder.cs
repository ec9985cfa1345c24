namespace Postern.Plugins.Io.Filters;

/// <summary>RFC 2045 §6.7, or the form of encoded words (RFC 2047 §4.2); what is no escape stays as it is.</summary>
/// <param name="hasUnderscores">An underscore is a blank, and a line end after an equal sign is kept.</param>
internal sealed class QuotedPrintableDecoder(bool hasUnderscores) : StreamFilter
{
    // An equal sign and what followed it, at most two bytes.
    private readonly byte[] _escape = new byte[3];
    private int _count;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        foreach (var value in input)
        {
            if (_count == 0)
                TakePlain(value, output);
            else
                TakeEscaped(value, output);
        }
    }

    /// <inheritdoc/>
    public override void End(MemoryStream output) => Flush(output);

    private static int Digit(byte value) => char.IsAsciiHexDigit((char)value) ? Convert.ToInt32(((char)value).ToString(), 16) : -1;

    private void TakePlain(byte value, MemoryStream output)
    {
        if (value == '=')
            _escape[_count++] = value;
        else
            output.WriteByte(hasUnderscores && value == '_' ? (byte)' ' : value);
    }

    private void TakeEscaped(byte value, MemoryStream output)
    {
        if (value == '\n' && !hasUnderscores && (_count == 1 || _escape[1] == '\r'))
        {
            _count = 0;
            return;
        }

        if ((value == '\r' && _count == 1) || (Digit(value) >= 0 && (_count == 1 || _escape[1] != '\r')))
        {
            _escape[_count++] = value;
            if (_count < _escape.Length)
                return;
            output.WriteByte((byte)((Digit(_escape[1]) << 4) | Digit(_escape[2])));
            _count = 0;
            return;
        }

        Flush(output);
        TakePlain(value, output);
    }

    private void Flush(MemoryStream output)
    {
        output.Write(_escape.AsSpan(0, _count));
        _count = 0;
    }
}
