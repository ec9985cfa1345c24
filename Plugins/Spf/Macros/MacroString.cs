using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Postern.Plugins.Spf.Macros;

/// <summary>
/// A text with macros, read (RFC 7208 section 7.1).
/// <code>
/// macro-expand = ( "%{" macro-letter transformers *delimiter "}" ) / "%%" / "%_" / "%-"
/// transformers = *DIGIT [ "r" ]
/// domain-end   = ( "." toplabel [ "." ] ) / macro-expand
/// </code>
/// </summary>
internal sealed class MacroString
{
    private const string Letters = "slodiphv";
    private const string ExplanationLetters = "crt";
    private const int MostParts = 128;

    private static readonly SearchValues<char> DelimiterCharacters = SearchValues.Create(".-+,/_=");
    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private MacroString(string text, IReadOnlyList<MacroPiece> pieces)
    {
        Text = text;
        Pieces = pieces;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public IReadOnlyList<MacroPiece> Pieces { get; }

    public static bool TryParse(ReadOnlySpan<char> text, MacroUse use, [NotNullWhen(true)] out MacroString? result)
    {
        result = null;
        var pieces = new List<MacroPiece>();
        var literal = new StringBuilder();
        bool endsInMacro = false;
        int at = 0;
        while (at < text.Length)
        {
            endsInMacro = text[at] == '%';
            if (!endsInMacro)
            {
                if (text[at] is < ' ' or > '~' || (text[at] == ' ' && use != MacroUse.Explanation))
                    return false;
                literal.Append(text[at++]);
                continue;
            }

            if (!ReadExpansion(text[at..], use, literal, out MacroPiece? macro, out int used))
                return false;
            at += used;
            if (macro is { } piece)
            {
                Flush(literal, pieces);
                pieces.Add(piece);
            }
        }

        string written = text.ToString();
        if (use == MacroUse.Domain && !endsInMacro && !EndsInTopLabel(written))
            return false;
        Flush(literal, pieces);
        result = new MacroString(written, pieces);
        return true;
    }

    private static void Flush(StringBuilder literal, List<MacroPiece> pieces)
    {
        if (literal.Length > 0)
            pieces.Add(new MacroPiece(literal.ToString(), '\0', false, 0, false, ""));
        literal.Clear();
    }

    private static bool ReadExpansion(ReadOnlySpan<char> text, MacroUse use, StringBuilder literal, out MacroPiece? macro, out int used)
    {
        macro = null;
        used = 2;
        switch (text.Length > 1 ? text[1] : '\0')
        {
            case '%':
                literal.Append('%');
                return true;
            case '_':
                literal.Append(' ');
                return true;
            case '-':
                literal.Append("%20");
                return true;
            case '{':
                int end = text.IndexOf('}');
                used = end + 1;
                return end > 2 && ReadMacro(text[2..end], use, out macro);
            default:
                return false;
        }
    }

    private static bool ReadMacro(ReadOnlySpan<char> text, MacroUse use, out MacroPiece? macro)
    {
        macro = null;
        char letter = char.ToLowerInvariant(text[0]);
        if (!Letters.Contains(letter, StringComparison.Ordinal) && (use != MacroUse.Explanation || !ExplanationLetters.Contains(letter, StringComparison.Ordinal)))
            return false;
        int at = 1;
        int keep = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            keep = Math.Min((keep * 10) + text[at++] - '0', MostParts);
        // A number of parts must not be zero.
        if (at > 1 && keep == 0)
            return false;
        bool isReversed = at < text.Length && text[at] is 'r' or 'R';
        if (isReversed)
            at++;
        if (text[at..].ContainsAnyExcept(DelimiterCharacters))
            return false;
        macro = new MacroPiece("", letter, char.IsAsciiLetterUpper(text[0]), keep, isReversed, text[at..].ToString());
        return true;
    }

    /// <summary>A dot, then a label of letters, digits and hyphens that is not all digits.</summary>
    private static bool EndsInTopLabel(ReadOnlySpan<char> text)
    {
        if (text.EndsWith('.'))
            text = text[..^1];
        int dot = text.LastIndexOf('.');
        if (dot < 0)
            return false;
        ReadOnlySpan<char> label = text[(dot + 1)..];
        return !label.IsEmpty && label[0] != '-' && label[^1] != '-' && label.ContainsAnyExceptInRange('0', '9') && !label.ContainsAnyExcept(LabelCharacters);
    }
}
