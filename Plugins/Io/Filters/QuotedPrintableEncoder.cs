namespace Postern.Plugins.Io.Filters;

/// <summary>RFC 2045 §6.7: lines of at most 76 bytes, blanks at the end of a line encoded.</summary>
internal sealed class QuotedPrintableEncoder : StreamFilter
{
    private const int LongestLine = 76;

    private int _column;

    // How a byte is written depends on whether a line end follows.
    private byte? _held;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        foreach (var value in input)
        {
            if (_held is { } held)
                Write(held, value == '\n', output);
            _held = value;
        }
    }

    /// <inheritdoc/>
    public override void End(MemoryStream output)
    {
        if (_held is { } held)
            Write(held, true, output);
        _held = null;
    }

    private void Write(byte value, bool isLast, MemoryStream output)
    {
        if (value == '\n')
        {
            output.WriteByte(value);
            _column = 0;
            return;
        }

        var isPlain = value is >= 0x21 and <= 0x7E && value != '=' || (value is 0x20 or 0x09 && !isLast);
        var size = isPlain ? 1 : 3;
        // A line that goes on needs room for its soft break.
        if (_column + size > (isLast ? LongestLine : LongestLine - 1))
        {
            output.Write("=\n"u8);
            _column = 0;
        }

        _column += size;
        if (isPlain)
            output.WriteByte(value);
        else
            EscapeFilters.WriteHex(output, '=', value);
    }
}
