using System.Text;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Strings;

/// <summary>Reads the sets of <see cref="TranslationFunctions"/>.</summary>
internal static class CharacterSet
{
    /// <summary>The set's bytes in order, repetitions included.</summary>
    /// <exception cref="MflException"><c>e_inval</c>: a range runs backwards, or a class is unknown.</exception>
    public static string Parse(string function, string set)
    {
        var result = new StringBuilder(set.Length);
        var at = 0;
        while (at < set.Length)
        {
            if (Class(function, set, at) is { } members)
            {
                result.Append(members);
                at = set.IndexOf(":]", at + 2, StringComparison.Ordinal) + 2;
                continue;
            }

            var first = Next(set, ref at);
            if (at + 1 >= set.Length || set[at] != '-')
            {
                result.Append(first);
                continue;
            }

            at++;
            var last = Next(set, ref at);
            if (last < first)
                throw new MflException(MflExceptionCode.Invalid, $"{function}: range {first}-{last} runs backwards");
            for (int c = first; c <= last; c++)
                result.Append((char)c);
        }

        return result.ToString();
    }

    /// <summary>Membership by byte.</summary>
    public static bool[] Members(string set)
    {
        var members = new bool[256];
        foreach (var c in set)
            members[c & 0xFF] = true;
        return members;
    }

    private static char Next(string set, ref int at)
    {
        var c = set[at++];
        if (c != '\\' || at == set.Length)
            return c;
        c = set[at++];
        if (c is < '0' or > '7')
            return "nrtvfab".IndexOf(c, StringComparison.Ordinal) is >= 0 and var escape ? "\n\r\t\v\f\a\b"[escape] : c;
        var code = c - '0';
        for (var digits = 1; digits < 3 && at < set.Length && set[at] is >= '0' and <= '7' && (code * 8) + set[at] - '0' <= 0xFF; digits++)
            code = (code * 8) + set[at++] - '0';
        return (char)code;
    }

    private static string? Class(string function, string set, int at)
    {
        var rest = set.AsSpan(at);
        if (!rest.StartsWith("[:") || rest.IndexOf(":]") is not (> 0 and var end))
            return null;
        Func<char, bool>? belongs = rest[2..end] switch
        {
            "alnum" => char.IsAsciiLetterOrDigit,
            "alpha" => char.IsAsciiLetter,
            "blank" => static c => c is ' ' or '\t',
            "cntrl" => static c => c is < ' ' or '\x7f',
            "digit" => char.IsAsciiDigit,
            "graph" => static c => c is > ' ' and < '\x7f',
            "lower" => char.IsAsciiLetterLower,
            "print" => static c => c is >= ' ' and < '\x7f',
            "punct" => static c => c is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(c),
            "space" => static c => c is ' ' or (>= '\t' and <= '\r'),
            "upper" => char.IsAsciiLetterUpper,
            "xdigit" => char.IsAsciiHexDigit,
            _ => null,
        };
        return belongs is null
            ? throw new MflException(MflExceptionCode.Invalid, $"{function}: unknown character class {rest[..(end + 2)]}")
            : string.Concat(Enumerable.Range(1, 0x7F).Select(static code => (char)code).Where(belongs));
    }
}
