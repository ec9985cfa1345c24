namespace Postern.Daemon.LanguageServer;

/// <summary>Finds the comment that documents a declaration: the lines of comment just above it.</summary>
internal static class CommentAbove
{
    private const int MaxLines = 50;

    /// <param name="lines">The file.</param>
    /// <param name="line">The declaration's line, from 0.</param>
    public static string Find(TextLines lines, int line)
    {
        var found = new List<string>();
        bool isBlock = false;
        while (--line >= 0 && found.Count < MaxLines)
        {
            string text = lines[line].Trim();
            if (!isBlock && text.EndsWith("*/", StringComparison.Ordinal))
                isBlock = true;
            else if (!isBlock && (!text.StartsWith('#') || text.StartsWith("#pragma", StringComparison.Ordinal) || text.StartsWith("#include", StringComparison.Ordinal)))
                break;
            found.Add(Bare(text));
            if (isBlock && text.StartsWith("/*", StringComparison.Ordinal))
                break;
        }

        found.Reverse();
        return string.Join('\n', found).Trim();
    }

    private static string Bare(string text)
    {
        text = text.EndsWith("*/", StringComparison.Ordinal) ? text[..^2] : text;
        text = text.StartsWith("/*", StringComparison.Ordinal) ? text[2..] : text;
        return text.TrimStart('#', '*').Trim();
    }
}
