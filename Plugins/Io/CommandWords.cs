using System.Text;

namespace Postern.Plugins.Io;

/// <summary>Splits a command into words at blanks, with the quoting of a shell and nothing else of it.</summary>
internal static class CommandWords
{
    /// <returns><see langword="null"/>: a quote has no end.</returns>
    public static IReadOnlyList<string>? Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isWord = false;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is ' ' or '\t' && quote == '\0')
            {
                if (isWord)
                    words.Add(word.ToString());
                word.Clear();
                isWord = false;
                continue;
            }

            isWord = true;
            if (c == quote)
                quote = '\0';
            else if (c is '"' or '\'' && quote == '\0')
                quote = c;
            else if (c == '\\' && Escapes(quote, text.AsSpan(i + 1)))
                word.Append(text[++i]);
            else
                word.Append(c);
        }

        if (isWord)
            words.Add(word.ToString());
        return quote == '\0' ? words : null;
    }

    private static bool Escapes(char quote, ReadOnlySpan<char> rest) =>
        !rest.IsEmpty && (quote == '\0' || (quote == '"' && rest[0] is '"' or '\\' or '$' or '`'));
}
