using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Postern.Daemon.Logging;

/// <summary>The text of log lines: what remote hosts send must not forge lines or terminal sequences.</summary>
internal static class LogText
{
    private static readonly System.Buffers.SearchValues<char> ControlCharacters = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(static c => c != '\t').Select(static c => (char)c), '\x7F']);

    public static string Clean(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimEnd("\r\n");
        if (!rest.ContainsAny(ControlCharacters))
            return rest.Length == text.Length ? text : rest.ToString();
        var clean = new StringBuilder(text.Length + 16);
        foreach (char c in rest)
        {
            if (ControlCharacters.Contains(c))
                clean.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else
                clean.Append(c);
        }

        return clean.ToString();
    }

    /// <summary>The bytes of a line: characters that are bytes stay what they are, other text becomes UTF-8.</summary>
    public static byte[] Encode(string text)
    {
        foreach (char c in text)
        {
            if (c > '\xFF')
                return Encoding.UTF8.GetBytes(text);
        }

        return Encoding.Latin1.GetBytes(text);
    }

    public static string Severity(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug: ",
        LogLevel.Information => "info: ",
        LogLevel.Warning => "warning: ",
        LogLevel.Error => "error: ",
        LogLevel.Critical => "crit: ",
        _ => "",
    };
}
