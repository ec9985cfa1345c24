namespace Postern.Mfl.Runtime;

/// <summary>
/// Globbing as <c>fnmatch(3)</c> without flags does it (manual, node "Special comparisons"): <c>*</c> and <c>?</c> match
/// slashes and leading dots too. Time is bounded by the product of the lengths.
/// </summary>
internal static class GlobPattern
{
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> subject)
    {
        int p = 0;
        int s = 0;
        int starPattern = -1;
        int starSubject = 0;
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                starPattern = ++p;
                starSubject = s;
                continue;
            }

            if (s == subject.Length && p == pattern.Length)
                return true;
            if (s < subject.Length && p < pattern.Length && MatchOne(pattern, ref p, subject[s]))
            {
                s++;
                continue;
            }

            // Only the last star needs to be tried again: what stood before it has matched as early as possible.
            if (starPattern < 0 || starSubject >= subject.Length)
                return false;
            p = starPattern;
            s = ++starSubject;
        }
    }

    private static bool MatchOne(ReadOnlySpan<char> pattern, ref int p, char c)
    {
        switch (pattern[p])
        {
            case '?':
                p++;
                return true;
            case '[' when TryMatchBracket(pattern, p, c, out int end, out bool matches):
                p = end;
                return matches;
            case '\\' when p + 1 < pattern.Length:
                p += 2;
                return pattern[p - 1] == c;
            case '\\':
                return false;
            default:
                return pattern[p++] == c;
        }
    }

    /// <summary>Matches a bracket expression; <see langword="false"/> when it has no end and the bracket means itself.</summary>
    private static bool TryMatchBracket(ReadOnlySpan<char> pattern, int start, char c, out int end, out bool matches)
    {
        end = start;
        matches = false;
        int p = start + 1;
        bool negated = p < pattern.Length && pattern[p] is '!' or '^';
        if (negated)
            p++;
        int first = p;
        bool isInvalid = false;
        while (p < pattern.Length && (pattern[p] != ']' || p == first))
        {
            if (TryReadClass(pattern, ref p, c, ref matches, ref isInvalid))
                continue;
            if (ReadChar(pattern, ref p, ref isInvalid) is not { } low)
                return false;
            char high = low;
            if (p + 1 < pattern.Length && pattern[p] == '-' && pattern[p + 1] != ']')
            {
                p++;
                if (ReadChar(pattern, ref p, ref isInvalid) is not { } last)
                    return false;
                high = last;
            }

            matches |= low <= c && c <= high;
        }

        if (p >= pattern.Length)
            return false;
        end = p + 1;
        matches = !isInvalid && (matches ^ negated);
        return true;
    }

    /// <summary>Reads a character, escaped, or named as a collating symbol, of which there is one for each character.</summary>
    private static char? ReadChar(ReadOnlySpan<char> pattern, ref int p, ref bool isInvalid)
    {
        if (pattern[p..].StartsWith("[.", StringComparison.Ordinal))
        {
            int length = pattern[(p + 2)..].IndexOf(".]", StringComparison.Ordinal);
            isInvalid |= length != 1;
            char symbol = pattern[Math.Min(p + 2, pattern.Length - 1)];
            p += length < 0 ? 2 : length + 4;
            return symbol;
        }

        if (pattern[p] == '\\' && ++p >= pattern.Length)
            return null;
        return pattern[p++];
    }

    /// <summary>Reads a class; one that does not exist makes the bracket match nothing, unless what stands before it has matched.</summary>
    private static bool TryReadClass(ReadOnlySpan<char> pattern, ref int p, char c, ref bool matches, ref bool isInvalid)
    {
        // An equivalence class holds the one character it is named after.
        if (pattern[p..] is ['[', '=', var equal, '=', ']', ..])
        {
            matches |= equal == c;
            p += 5;
            return true;
        }

        if (!pattern[p..].StartsWith("[:", StringComparison.Ordinal))
            return false;
        int length = pattern[(p + 2)..].IndexOf(":]", StringComparison.Ordinal);
        if (length < 0)
            return false;
        bool? inClass = pattern.Slice(p + 2, length) switch
        {
            "alpha" => char.IsAsciiLetter(c),
            "digit" => char.IsAsciiDigit(c),
            "alnum" => char.IsAsciiLetterOrDigit(c),
            "upper" => char.IsAsciiLetterUpper(c),
            "lower" => char.IsAsciiLetterLower(c),
            "xdigit" => char.IsAsciiHexDigit(c),
            "space" => c is ' ' or (>= '\t' and <= '\r'),
            "blank" => c is ' ' or '\t',
            "punct" => c is > ' ' and < (char)127 && !char.IsAsciiLetterOrDigit(c),
            "print" => c is >= ' ' and < (char)127,
            "graph" => c is > ' ' and < (char)127,
            "cntrl" => c < ' ' || c == (char)127,
            _ => null,
        };
        isInvalid |= inClass is null && !matches;
        matches |= inClass is true;
        p += length + 4;
        return true;
    }
}
