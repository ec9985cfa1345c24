namespace Postern.Plugins.Databases.Naming;

/// <summary>The patterns of fnmatch(3) without flags, by which <c>#pragma dbprop</c> names databases: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!0-9]</c>, <c>\x</c>.</summary>
internal static class GlobPattern
{
    /// <summary>Whether all of a text matches; <c>*</c> goes over slashes.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        // Only the last star is ever taken back, so the time is that of the product at most.
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && MatchesOne(pattern[p..], text[t], out var length))
            {
                p += length;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, char c, out int length)
    {
        length = 1;
        switch (pattern[0])
        {
            case '?':
                return true;
            case '[' when SetEnd(pattern) is > 0 and var end:
                length = end + 1;
                return IsInSet(pattern[1..end], c);
            case '\\' when pattern.Length > 1:
                length = 2;
                return pattern[1] == c;
            default:
                return pattern[0] == c;
        }
    }

    // A bracket that comes first belongs to the set. Without an end the bracket is itself.
    private static int SetEnd(ReadOnlySpan<char> pattern)
    {
        var first = pattern.Length > 1 && pattern[1] is '!' or '^' ? 2 : 1;
        var end = pattern.Length > first ? pattern[(first + 1)..].IndexOf(']') : -1;
        return end < 0 ? -1 : first + 1 + end;
    }

    private static bool IsInSet(ReadOnlySpan<char> set, char c)
    {
        var isNegated = set[0] is '!' or '^';
        if (isNegated)
            set = set[1..];
        var isIn = false;
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                isIn |= c >= set[i] && c <= set[i + 2];
                i += 2;
            }
            else
            {
                isIn |= c == set[i];
            }
        }

        return isIn != isNegated;
    }
}
