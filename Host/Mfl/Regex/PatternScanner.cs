namespace Postern.Mfl.Regex;

/// <summary>
/// Splits a pattern into tokens. The two flavours differ only here and in where a repetition operator may stand: what
/// extended writes bare, basic writes with a backslash, and the GNU escapes exist in both.
/// </summary>
internal sealed class PatternScanner(string pattern, PosixRegexOptions options)
{
    private readonly bool _extended = options.HasFlag(PosixRegexOptions.Extended);
    private readonly bool _ignoreCase = options.HasFlag(PosixRegexOptions.IgnoreCase);

    public int Position { get; private set; }

    public bool AtEnd => Position >= pattern.Length;

    public int Remaining => pattern.Length - Position;

    /// <summary>The character as written, at <paramref name="offset"/> from the current position.</summary>
    public byte RawAt(int offset) => (byte)pattern[Position + offset];

    /// <summary>
    /// The character as it is compared: the C library upper-cases pattern and subject when case does not matter, which shows
    /// in ranges (<c>[Z-a]</c> is then in the wrong order).
    /// </summary>
    public byte At(int offset)
    {
        var value = RawAt(offset);
        return _ignoreCase && value is >= (byte)'a' and <= (byte)'z' ? (byte)(value - 32) : value;
    }

    public void Skip(int count) => Position += count;

    /// <param name="anchorHere">True at the start of the pattern, of a group and of an alternative: a basic ^ anchors there.</param>
    public PatternToken Next(bool anchorHere)
    {
        var token = Peek(anchorHere, out var length);
        Position += length;
        return token;
    }

    private PatternToken Peek(bool anchorHere, out int length)
    {
        length = 0;
        if (AtEnd)
            return new PatternToken(PatternTokenKind.End, 0);
        var value = At(0);
        length = 1;
        if (value != '\\')
            return new PatternToken(PlainKind(value, anchorHere), value, value == '$' ? RegexAnchor.LineLast : RegexAnchor.LineFirst);
        if (Remaining < 2)
            return new PatternToken(PatternTokenKind.TrailingBackslash, value);
        length = 2;
        value = RawAt(1);
        var kind = EscapedKind(value, out var anchor);
        if (kind == PatternTokenKind.Character)
            value = At(1);
        return new PatternToken(kind, value, anchor);
    }

    private PatternTokenKind PlainKind(byte value, bool anchorHere) => value switch
    {
        (byte)'*' => PatternTokenKind.Star,
        (byte)'[' => PatternTokenKind.OpenBracket,
        (byte)'.' => PatternTokenKind.AnyCharacter,
        (byte)'^' when _extended || anchorHere || Position == 0 => PatternTokenKind.Anchor,
        (byte)'$' when _extended || DollarIsLast() => PatternTokenKind.Anchor,
        _ when _extended => OperatorKind(value),
        _ => PatternTokenKind.Character,
    };

    private PatternTokenKind EscapedKind(byte value, out RegexAnchor anchor)
    {
        anchor = value switch
        {
            (byte)'<' => RegexAnchor.WordFirst,
            (byte)'>' => RegexAnchor.WordLast,
            (byte)'`' => RegexAnchor.BufferFirst,
            (byte)'\'' => RegexAnchor.BufferLast,
            _ => default,
        };
        return value switch
        {
            (byte)'<' or (byte)'>' or (byte)'`' or (byte)'\'' => PatternTokenKind.Anchor,
            >= (byte)'1' and <= (byte)'9' => PatternTokenKind.BackReference,
            (byte)'b' => PatternTokenKind.WordBoundary,
            (byte)'B' => PatternTokenKind.NotWordBoundary,
            (byte)'w' => PatternTokenKind.WordCharacter,
            (byte)'W' => PatternTokenKind.NotWordCharacter,
            (byte)'s' => PatternTokenKind.SpaceCharacter,
            (byte)'S' => PatternTokenKind.NotSpaceCharacter,
            _ when !_extended => OperatorKind(value),
            _ => PatternTokenKind.Character,
        };
    }

    private static PatternTokenKind OperatorKind(byte value) => value switch
    {
        (byte)'|' => PatternTokenKind.Alternation,
        (byte)'+' => PatternTokenKind.Plus,
        (byte)'?' => PatternTokenKind.Question,
        (byte)'{' => PatternTokenKind.OpenInterval,
        (byte)'}' => PatternTokenKind.CloseInterval,
        (byte)'(' => PatternTokenKind.OpenGroup,
        (byte)')' => PatternTokenKind.CloseGroup,
        _ => PatternTokenKind.Character,
    };

    /// <summary>A basic $ anchors at the end of the pattern and before \) and \|.</summary>
    private bool DollarIsLast()
    {
        if (Remaining == 1)
            return true;
        return Remaining >= 3 && RawAt(1) == '\\' && RawAt(2) is (byte)')' or (byte)'|';
    }
}
