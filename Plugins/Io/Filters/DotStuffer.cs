namespace Postern.Plugins.Io.Filters;

/// <summary>Dots at the start of lines doubled, and a line with a dot at the end (RFC 5321 §4.5.2).</summary>
/// <param name="addsCarriageReturns">Lines end in CRLF, not in LF.</param>
internal sealed class DotStuffer(bool addsCarriageReturns) : StreamFilter
{
    private bool _isLineStart = true;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        foreach (var value in input)
        {
            if (_isLineStart && value == '.')
                output.WriteByte((byte)'.');
            _isLineStart = value == '\n';
            if (_isLineStart)
                EndLine(output);
            else
                output.WriteByte(value);
        }
    }

    /// <inheritdoc/>
    public override void End(MemoryStream output)
    {
        if (!_isLineStart)
            EndLine(output);
        output.WriteByte((byte)'.');
        EndLine(output);
    }

    private void EndLine(MemoryStream output) => output.Write(addsCarriageReturns ? "\r\n"u8 : "\n"u8);
}
