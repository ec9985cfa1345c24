using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Sending.Functions;

/// <summary>Header fields as text.</summary>
internal static class HeaderText
{
    /// <summary>The lines up to the first empty one, which would end the header, each with LF.</summary>
    public static string Lines(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n').TakeWhile(static line => line.Length > 0);
        return string.Concat(lines.Select(static line => line + "\n"));
    }

    /// <summary>A field's value in which every line end is a fold.</summary>
    public static string Fold(string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0)
            return value;
        var lines = value.Replace("\0", "", StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        return string.Join('\n', lines.Skip(1).Where(static line => line.AsSpan().ContainsAnyExcept(' ', '\t'))
            .Select(static line => line[0] is ' ' or '\t' ? line : "\t" + line).Prepend(lines[0]));
    }

    public static bool IsNamed(HeaderField field, string name) => Ascii.EqualsIgnoreCase(field.Name.Span, name);
}
