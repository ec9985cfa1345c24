using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Message;

/// <summary>The filter pipe of a body, with the two filters that look at the message (manual, node "mimedecode").</summary>
/// <param name="Decodes">The transfer encoding is undone before.</param>
/// <param name="Filters">The filters that look at bytes alone.</param>
internal sealed record BodyPipe(bool Decodes, string Filters)
{
    private const string Decoder = "mimedecode";
    private const string Recoder = "charset";

    /// <summary>Reads a pipe.</summary>
    /// <param name="function">The function that asks, for errors.</param>
    /// <param name="pipe">The pipe.</param>
    /// <param name="charset">The character set of the body; <see langword="null"/> when the message does not say it.</param>
    /// <exception cref="MflException"><c>e_failure</c>: one of the two is wrong; the others are looked at by those who know them.</exception>
    public static BodyPipe Parse(string function, string pipe, string? charset)
    {
        var filters = new List<string>();
        bool decodes = false;
        foreach (string filter in Split(pipe))
        {
            if (filter.AsSpan().Trim(" \t").IsEmpty)
                throw new MflException(MflExceptionCode.Failure, $"{function}: expected filter name, but found \"\", near ");
            if (NameOf(filter) == Decoder)
            {
                if (filters.Count > 0 || decodes)
                    throw new MflException(MflExceptionCode.Failure, $"{function}: {Decoder} stands at the beginning of a pipe only");
                decodes = true;
            }
            else if (NameOf(filter) == Recoder)
            {
                if (Recode(function, filter, charset) is { } conversion)
                    filters.Add(conversion);
            }
            else
            {
                filters.Add(filter);
            }
        }

        return new BodyPipe(decodes, string.Join('|', filters));
    }

    private static string NameOf(string filter)
    {
        int end = filter.IndexOf('(', StringComparison.Ordinal);
        return (end < 0 ? filter : filter[..end]).Trim(' ', '\t');
    }

    /// <summary>Cuts at the bars outside of parentheses and quotes.</summary>
    private static IEnumerable<string> Split(string pipe)
    {
        int start = 0;
        char quote = '\0';
        bool isInside = false;
        for (int i = 0; i < pipe.Length; i++)
        {
            char c = pipe[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (isInside && c is '"' or '\'')
                quote = c;
            else if (c is '(' or ')')
                isInside = c == '(';
            else if (c == '|' && !isInside)
            {
                yield return pipe[start..i];
                start = i + 1;
            }
        }

        if (start > 0 || pipe.Length > 0)
            yield return pipe[start..];
    }

    private static string? Recode(string function, string filter, string? charset)
    {
        int start = filter.IndexOf('(', StringComparison.Ordinal);
        string text = filter.Trim(' ', '\t');
        string[] arguments = start < 0 ? [] : filter[(start + 1)..].TrimEnd(' ', '\t', ')').Split(',', StringSplitOptions.TrimEntries);
        arguments = [.. arguments.Select(static argument => argument.Trim('"', '\''))];
        if (arguments.Length > 1 && arguments[1] is not ("none" or "copy-pass" or "copy-octal"))
            throw Refused(function, "Invalid argument", text);
        if (arguments.Length > 2)
            throw Refused(function, "Operation failed", text);

        // What says no character set keeps its bytes.
        if (arguments is [] or [""] || charset is null)
            return null;

        // The name comes from the message: it must not become part of the pipe.
        return IsName(charset) && IsName(arguments[0])
            ? $"iconv({charset},{arguments[0]},{(arguments.Length > 1 ? arguments[1] : "copy-octal")})"
            : throw Refused(function, "Operation failed", text);
    }

    private static bool IsName(string charset) =>
        charset.Length is > 0 and <= 64 && charset.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '+' or '/');

    private static MflException Refused(string function, string reason, string text) =>
        new(MflExceptionCode.Failure, $"{function}: failed to create filter {Recoder}: {reason}, near {text}");
}
