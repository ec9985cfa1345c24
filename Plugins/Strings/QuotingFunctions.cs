using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Strings;

/// <summary>Quoting, unfolding and the parts of an address (manual, node "String Manipulation Functions").</summary>
[PluginExport(typeof(IMflModule), "quoting")]
public sealed class QuotingFunctions : IMflModule
{
    /// <summary>The string with a backslash before every byte that occurs in <paramref name="chars"/>, by default <c>\</c> and <c>"</c>.</summary>
    [MflFunction("escape", NonBlocking = true, Pure = true)]
    public static string Escape(string text, string chars = "\\\"")
    {
        if (text.AsSpan().IndexOfAny(chars) < 0)
            return text;
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (chars.Contains(c, StringComparison.Ordinal))
                result.Append('\\');
            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>Undoes <see cref="Escape"/>: drops each backslash and keeps the byte after it.</summary>
    [MflFunction("unescape", NonBlocking = true, Pure = true)]
    public static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && ++i == text.Length)
                break;
            result.Append(text[i]);
        }

        return result.ToString();
    }

    /// <summary>
    /// The string with a backslash before every byte that is special in regular expressions, and before those of <paramref name="delimiters"/>. As in the
    /// reference, the bytes <c>. ^ $ |</c> are left alone.
    /// </summary>
    /// <param name="flags">The flags in force; extended expressions have more special bytes.</param>
    /// <param name="text">What to quote.</param>
    /// <param name="delimiters">Further bytes to quote.</param>
    [MflFunction("qr", NonBlocking = true, Pure = true, TakesRegexFlags = true)]
    public static string QuoteRegex(long flags, string text, string delimiters = "") =>
        Escape(text, (flags & 1) != 0 ? "\\*?[]+(){}" + delimiters : "\\*?[]+" + delimiters);

    /// <summary>A folded header value on one line: a line end and the white space after it become one space (RFC 5322 §2.2.3).</summary>
    [MflFunction("unfold", NonBlocking = true, Pure = true)]
    public static string Unfold(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var rest = text.AsSpan(at);
            var lineEnd = rest.StartsWith("\r\n") ? 2 : rest[0] == '\n' ? 1 : 0;
            if (lineEnd == 0)
            {
                result.Append(rest[0]);
                at++;
                continue;
            }

            rest = rest[lineEnd..];
            var unfolded = rest.TrimStart(" \t");
            if (unfolded.Length < rest.Length)
                result.Append(' ');
            at = text.Length - unfolded.Length;
        }

        return result.ToString();
    }

    /// <summary>The string without one pair of angle brackets around it.</summary>
    [MflFunction("dequote", NonBlocking = true, Pure = true)]
    public static string Dequote(string text) => text is ['<', .., '>'] ? text[1..^1] : text;

    /// <summary>What follows the first <c>@</c>; the whole string when there is none.</summary>
    [MflFunction("domainpart", NonBlocking = true, Pure = true)]
    public static string DomainPart(string address) => address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>What precedes the first <c>@</c>; the whole string when there is none.</summary>
    [MflFunction("localpart", NonBlocking = true, Pure = true)]
    public static string LocalPart(string address) => address.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? address[..at] : address;
}
