using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Headers;

/// <summary>What may leave in a modification: text that cannot end the line or the header it stands in.</summary>
internal static class ModificationText
{
    /// <summary>Checks a header field's name (RFC 5322 §2.2: printable ASCII without colon).</summary>
    public static string FieldName(string function, string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.Contains(':', StringComparison.Ordinal))
            throw new MflException(MflExceptionCode.Invalid, $"{function}: not a header field name: {Printable(name)}");
        return name;
    }

    /// <summary>Checks an envelope address or its ESMTP arguments: one line.</summary>
    public static string OneLine(string function, string what, string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            throw new MflException(MflExceptionCode.Invalid, $"{function}: line break or NUL in {what}: {Printable(text)}");
        return text;
    }

    /// <summary>A field's value in which every line end is a fold, so that no line of it can be taken for another field.</summary>
    public static string FieldValue(string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0)
            return value;
        var lines = value.Replace("\0", "", StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace('\r', '\n').Split('\n');
        var folded = lines.Skip(1).Where(line => line.AsSpan().ContainsAnyExcept(' ', '\t'))
            .Select(line => line[0] is ' ' or '\t' ? line : "\t" + line);
        return string.Join('\n', folded.Prepend(lines[0]));
    }

    /// <summary>Checks the index of a field among those of its name, or in the header.</summary>
    public static int Index(string function, long index)
    {
        if (index is < 0 or > int.MaxValue)
            throw new MflException(MflExceptionCode.Range, $"{function}: argument out of range: idx={index}");
        return (int)index;
    }

    private static string Printable(string text) =>
        string.Concat(text.Take(64).Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\x{(int)c:x2}"));
}
