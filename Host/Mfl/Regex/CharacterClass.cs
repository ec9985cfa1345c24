namespace Postern.Mfl.Regex;

/// <summary>The character classes of the C locale.</summary>
internal static class CharacterClass
{
    /// <summary>Letters, digits and the underscore: what \w and the word anchors go by.</summary>
    public static ByteSet Word { get; } = ByteSet.Where(b => char.IsAsciiLetterOrDigit((char)b) || b == '_');

    public static ByteSet Space { get; } = ByteSet.Where(b => b is (byte)' ' or (>= 9 and <= 13));

    public static bool TryGet(string name, out ByteSet set)
    {
        Func<byte, bool>? test = name switch
        {
            "alpha" => b => char.IsAsciiLetter((char)b),
            "digit" => b => char.IsAsciiDigit((char)b),
            "alnum" => b => char.IsAsciiLetterOrDigit((char)b),
            "upper" => b => char.IsAsciiLetterUpper((char)b),
            "lower" => b => char.IsAsciiLetterLower((char)b),
            "space" => b => b is (byte)' ' or (>= 9 and <= 13),
            "blank" => b => b is (byte)' ' or (byte)'\t',
            "punct" => b => b is > 32 and < 127 && !char.IsAsciiLetterOrDigit((char)b),
            "print" => b => b is >= 32 and < 127,
            "graph" => b => b is > 32 and < 127,
            "cntrl" => b => b is < 32 or 127,
            "xdigit" => b => char.IsAsciiHexDigit((char)b),
            _ => null,
        };
        set = test is null ? default : ByteSet.Where(test);
        return test is not null;
    }
}
