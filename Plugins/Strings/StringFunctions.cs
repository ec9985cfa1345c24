using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Strings;

/// <summary>Whole-string functions (manual, node "String Manipulation Functions"). Strings are byte strings; letters are those of ASCII.</summary>
[PluginExport(typeof(IMflModule), "strings")]
public sealed class StringFunctions : IMflModule
{
    private const int LongestResult = 64 * 1024 * 1024;

    /// <summary>The number of bytes in <paramref name="text"/>.</summary>
    [MflFunction("length", NonBlocking = true, Pure = true)]
    public static long Length(string text) => text.Length;

    /// <summary>The string with the letters a to z in upper case.</summary>
    [MflFunction("toupper", NonBlocking = true, Pure = true)]
    public static string ToUpper(string text) =>
        string.Create(text.Length, text, static (result, source) =>
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = char.IsAsciiLetterLower(source[i]) ? (char)(source[i] - 0x20) : source[i];
        });

    /// <summary>The string with the letters A to Z in lower case.</summary>
    [MflFunction("tolower", NonBlocking = true, Pure = true)]
    public static string ToLower(string text) =>
        string.Create(text.Length, text, static (result, source) =>
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        });

    /// <summary>The bytes in reverse order.</summary>
    [MflFunction("revstr", NonBlocking = true, Pure = true)]
    public static string Reverse(string text) =>
        string.Create(text.Length, text, static (result, source) =>
        {
            source.CopyTo(result);
            result.Reverse();
        });

    /// <summary><paramref name="count"/> copies of <paramref name="text"/>, joined.</summary>
    /// <exception cref="MflException"><c>e_range</c>: the count is negative, or the result would be longer than 64 MiB.</exception>
    [MflFunction("replstr", NonBlocking = true, Pure = true, Raises = "e_range")]
    public static string Replicate(string text, long count)
    {
        if (count < 0)
            throw new MflException(MflExceptionCode.Range, $"replstr: argument out of range: count={count}");
        if (text.Length == 0 || count == 0)
            return "";
        if (count > LongestResult / text.Length)
            throw new MflException(MflExceptionCode.Range, $"replstr: the result would be longer than {LongestResult} bytes");
        return string.Create((int)count * text.Length, text, static (result, source) =>
        {
            for (var at = 0; at < result.Length; at += source.Length)
                source.CopyTo(result[at..]);
        });
    }

    /// <summary>Compares two versions in dotted decimal form; -1, 0 or 1. Missing parts count as 0, except that the longer version is the later.</summary>
    /// <exception cref="MflException"><c>e_range</c>: an argument is not such a version.</exception>
    [MflFunction("vercmp", NonBlocking = true, Pure = true, Raises = "e_range")]
    public static long CompareVersions(string a, string b)
    {
        var left = ParseVersion(a, 1);
        var right = ParseVersion(b, 2);
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
                return left[i] < right[i] ? -1 : 1;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static long[] ParseVersion(string text, int argument)
    {
        var parts = text.Split('.');
        var numbers = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out numbers[i]))
                throw new MflException(MflExceptionCode.Range, $"vercmp: not a valid version number: {text} (argument {argument})");
        }

        return numbers;
    }
}
