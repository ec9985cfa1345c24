namespace Postern.Plugins.Mime.Editing;

/// <summary>Line ends of text that leaves: CRLF alone.</summary>
internal static class LineEnds
{
    /// <summary>Makes CRLF of every LF, CR and CRLF.</summary>
    public static byte[] ToCrLf(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length + (text.Length / 32) + 2);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is not ((byte)'\r' or (byte)'\n'))
            {
                result.Add(text[i]);
                continue;
            }

            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            result.Add((byte)'\r');
            result.Add((byte)'\n');
        }

        return [.. result];
    }

    /// <summary>The length of the longest line in bytes, its end not counted.</summary>
    public static int Longest(ReadOnlySpan<byte> text)
    {
        int longest = 0;
        while (text.IndexOf((byte)'\n') is >= 0 and var end)
        {
            longest = Math.Max(longest, end);
            text = text[(end + 1)..];
        }

        return Math.Max(longest, text.Length);
    }
}
