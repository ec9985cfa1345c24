using System.Buffers;

namespace Postern.Plugins.Text;

/// <summary>The character classes of the C locale (C11 7.4).</summary>
internal static class CharacterClasses
{
    public static SearchValues<char> Alnum { get; } = Those(char.IsAsciiLetterOrDigit);

    public static SearchValues<char> Alpha { get; } = Those(char.IsAsciiLetter);

    public static SearchValues<char> Ascii { get; } = Those(char.IsAscii);

    public static SearchValues<char> Blank { get; } = Those(static c => c is ' ' or '\t');

    public static SearchValues<char> Control { get; } = Those(static c => c is < ' ' or '\x7f');

    public static SearchValues<char> Digit { get; } = Those(char.IsAsciiDigit);

    public static SearchValues<char> Graph { get; } = Those(static c => c is > ' ' and < '\x7f');

    public static SearchValues<char> Lower { get; } = Those(char.IsAsciiLetterLower);

    public static SearchValues<char> Print { get; } = Those(static c => c is >= ' ' and < '\x7f');

    public static SearchValues<char> Punct { get; } = Those(static c => c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c));

    public static SearchValues<char> Space { get; } = Those(static c => c is ' ' or (>= '\t' and <= '\r'));

    public static SearchValues<char> Upper { get; } = Those(char.IsAsciiLetterUpper);

    public static SearchValues<char> HexDigit { get; } = Those(char.IsAsciiHexDigit);

    private static SearchValues<char> Those(Func<char, bool> belongs) =>
        SearchValues.Create([.. Enumerable.Range(0, 0x80).Select(static code => (char)code).Where(belongs)]);
}
