namespace Postern.Plugins.Message.Content;

/// <summary>Writes every line end as CRLF: LF, CRLF and a lone CR, which could end a line for one reader and not for another (RFC 5321 §2.3.8).</summary>
internal sealed class CrLfWriter(SpooledContent target)
{
    private bool _isBehindCarriageReturn;
    private bool _isLineStart = true;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_isBehindCarriageReturn && bytes[0] == '\n')
                bytes = bytes[1..];
            _isBehindCarriageReturn = false;
            int end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            ReadOnlySpan<byte> text = end < 0 ? bytes : bytes[..end];
            target.Append(text);
            if (!text.IsEmpty)
                _isLineStart = false;
            if (end < 0)
                return;
            _isBehindCarriageReturn = bytes[end] == '\r';
            EndLine();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The last line gets an end, too.</summary>
    public void End()
    {
        if (!_isLineStart)
            EndLine();
    }

    private void EndLine()
    {
        target.Append("\r\n"u8);
        _isLineStart = true;
    }
}
