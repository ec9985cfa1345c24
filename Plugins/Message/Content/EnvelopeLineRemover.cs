namespace Postern.Plugins.Message.Content;

/// <summary>Drops the line that stands before a message in a mailbox (RFC 4155), if there is one.</summary>
/// <param name="take">Gets the rest.</param>
internal sealed class EnvelopeLineRemover(ReadOnlySpanAction take)
{
    private int _matched;
    private bool _isOver;

    private static ReadOnlySpan<byte> Word => "From "u8;

    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (!_isOver && !bytes.IsEmpty)
        {
            if (_matched == Word.Length)
            {
                int end = bytes.IndexOf((byte)'\n');
                _isOver = end >= 0;
                bytes = bytes[(_isOver ? end + 1 : bytes.Length)..];
            }
            else if (bytes[0] == Word[_matched])
            {
                _matched++;
                bytes = bytes[1..];
            }
            else
            {
                End();
            }
        }

        if (!bytes.IsEmpty)
            take(bytes);
    }

    /// <summary>The end of the bytes: what began like the line and is none comes out.</summary>
    public void End()
    {
        if (!_isOver && _matched < Word.Length)
            take(Word[.._matched]);
        _isOver = true;
    }
}
