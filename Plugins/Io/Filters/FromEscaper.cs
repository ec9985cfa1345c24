namespace Postern.Plugins.Io.Filters;

/// <summary>A <c>&gt;</c> before lines that begin with <c>From </c>; reversibly also before those that have one already.</summary>
/// <param name="isReversible">Whether lines with such a sign get another one.</param>
/// <param name="removes">The other direction: the sign is taken away.</param>
internal sealed class FromEscaper(bool isReversible, bool removes) : StreamFilter
{
    private bool _isAtStart = true;
    private long _signs;
    private int _matched;

    private static ReadOnlySpan<byte> Word => "From "u8;

    // Without the reversible form there is at most one sign to look behind, and only when it may be taken away.
    private long MostSigns => isReversible ? long.MaxValue : removes ? 1 : 0;

    /// <inheritdoc/>
    public override void Take(ReadOnlySpan<byte> input, MemoryStream output)
    {
        foreach (var value in input)
        {
            if (_isAtStart)
                TakeAtStart(value, output);
            else
                Write(value, output);
        }
    }

    /// <inheritdoc/>
    public override void End(MemoryStream output) => Flush(_signs, output);

    private void TakeAtStart(byte value, MemoryStream output)
    {
        if (value == '>' && _matched == 0 && _signs < MostSigns)
        {
            _signs++;
            return;
        }

        if (value == Word[_matched])
        {
            _matched++;
            if (_matched == Word.Length)
                Flush(removes ? Math.Max(0, _signs - 1) : _signs + 1, output);
            return;
        }

        Flush(_signs, output);
        Write(value, output);
    }

    private void Flush(long signs, MemoryStream output)
    {
        for (; signs > 0; signs--)
            output.WriteByte((byte)'>');
        output.Write(Word[.._matched]);
        (_isAtStart, _signs, _matched) = (false, 0, 0);
    }

    private void Write(byte value, MemoryStream output)
    {
        output.WriteByte(value);
        _isAtStart = value == '\n';
    }
}
