namespace Postern.Plugins.Sending;

/// <summary>Text from servers, scripts and mail as it may stand in a log line or an error message.</summary>
internal static class Printable
{
    private const int Most = 400;

    /// <summary>Control bytes become question marks; what is too long is cut.</summary>
    public static string Text(string text)
    {
        if (text.Length > Most)
            text = text[..Most] + "...";
        return text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.Contains('\x7f', StringComparison.Ordinal)
            ? string.Create(text.Length, text, static (span, from) =>
            {
                for (var i = 0; i < span.Length; i++)
                    span[i] = from[i] is < ' ' or '\x7f' ? '?' : from[i];
            })
            : text;
    }
}
