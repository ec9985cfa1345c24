namespace Postern.Daemon.FilterTests.Expectations;

/// <summary>A reply for the SMTP client in its parts; all empty when the MTA uses its own.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="ExtendedCode">Such as <c>5.7.1</c>.</param>
/// <param name="Text">The text, its lines separated by LF.</param>
internal readonly record struct SmtpAnswer(string Code, string ExtendedCode, string Text)
{
    /// <summary>Reads <c>550-5.7.1 one CRLF 550 5.7.1 two</c>.</summary>
    public static SmtpAnswer Parse(string reply)
    {
        if (reply.Length < 3)
            return new SmtpAnswer("", "", "");
        string code = reply[..3];
        string[] lines = reply.Split("\r\n");
        string extended = ExtendedOf(lines[0].Length > 4 ? lines[0][4..] : "");
        return new SmtpAnswer(code, extended, string.Join('\n', lines.Select(line => TextOf(line, extended))));
    }

    /// <summary>Whether a word is an enhanced status code (RFC 3463 §2).</summary>
    public static bool IsExtendedCode(string word)
    {
        string[] parts = word.Split('.');
        return parts is [['2' or '4' or '5'], { Length: >= 1 and <= 3 }, { Length: >= 1 and <= 3 }]
            && parts.All(static part => part.All(char.IsAsciiDigit));
    }

    private static string ExtendedOf(string text)
    {
        string first = text.Split(' ', 2)[0];
        return IsExtendedCode(first) ? first : "";
    }

    private static string TextOf(string line, string extended)
    {
        string text = line.Length > 4 ? line[4..] : "";
        return extended.Length > 0 && text.StartsWith(extended, StringComparison.Ordinal) ? text[extended.Length..].TrimStart(' ') : text;
    }
}
