using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Strings;

/// <summary>Finding and cutting (manual, node "String Manipulation Functions"). Offsets count bytes from 0.</summary>
[PluginExport(typeof(IMflModule), "substrings")]
public sealed class SubstringFunctions : IMflModule
{
    private const string Blanks = " \t\n\r\v\f";

    /// <summary>The offset of the first <paramref name="part"/> at or after <paramref name="start"/>; -1 when there is none.</summary>
    /// <exception cref="MflException"><c>e_range</c>: <paramref name="start"/> lies outside the string.</exception>
    [MflFunction("index", NonBlocking = true, Pure = true, Raises = "e_range")]
    public static long Index(string text, string part, long start = 0)
    {
        if (start < 0 || start > text.Length)
            throw OutOfRange("index", $"start={start}");
        if (start == text.Length && start > 0)
            return -1;
        return text.IndexOf(part, (int)start, StringComparison.Ordinal);
    }

    /// <summary>The offset of the last <paramref name="part"/> that lies within the first <paramref name="start"/> bytes; -1 when there is none.</summary>
    /// <param name="text">The string to look in.</param>
    /// <param name="part">What to look for.</param>
    /// <param name="start">How many bytes to look at; all when absent.</param>
    /// <exception cref="MflException"><c>e_range</c>: <paramref name="start"/> lies outside the string.</exception>
    [MflFunction("rindex", NonBlocking = true, Pure = true, Raises = "e_range")]
    public static long LastIndex(string text, string part, long start = long.MinValue)
    {
        if (start == long.MinValue)
            start = text.Length;
        if (start < 0 || start > text.Length)
            throw OutOfRange("rindex", $"start={start}");
        return text.AsSpan(0, (int)start).LastIndexOf(part);
    }

    /// <summary>At most <paramref name="length"/> bytes from <paramref name="start"/> on; to the end when the length is absent.</summary>
    /// <exception cref="MflException"><c>e_range</c>: <paramref name="start"/> lies outside the string, or the length is negative.</exception>
    [MflFunction("substr", NonBlocking = true, Pure = true, Raises = "e_range")]
    public static string Substr(string text, long start, long length = long.MaxValue)
    {
        if (start < 0)
            throw OutOfRange("substr", $"start={start}");
        if (start > text.Length || length < 0)
            throw OutOfRange("substr", $"start={start}, len={text.Length}");
        return text.Substring((int)start, (int)Math.Min(length, text.Length - start));
    }

    /// <summary>The bytes from <paramref name="start"/> to <paramref name="end"/>, both included; a negative end counts from the end of the string.</summary>
    /// <exception cref="MflException"><c>e_range</c>: an offset lies behind the end.</exception>
    [MflFunction("substring", NonBlocking = true, Pure = true, Raises = "e_range")]
    public static string Substring(string text, long start, long end)
    {
        if (end < 0)
            end += text.Length;
        if (start >= text.Length || end >= text.Length)
            throw new MflException(MflExceptionCode.Range, "substring: argument out of range");
        if (start < 0 || end < 0)
            return "";
        if (start > end)
            (start, end) = (end, start);
        return text.Substring((int)start, (int)(end - start) + 1);
    }

    /// <summary>The string without leading bytes that occur in <paramref name="set"/>, by default white space.</summary>
    [MflFunction("ltrim", NonBlocking = true, Pure = true)]
    public static string TrimStart(string text, string set = Blanks) => text[^text.AsSpan().TrimStart(set).Length..];

    /// <summary>The string without trailing bytes that occur in <paramref name="set"/>, by default white space.</summary>
    [MflFunction("rtrim", NonBlocking = true, Pure = true)]
    public static string TrimEnd(string text, string set = Blanks) => text[..text.AsSpan().TrimEnd(set).Length];

    private static MflException OutOfRange(string function, string what) =>
        new(MflExceptionCode.Range, $"{function}: argument out of range: {what}");
}
