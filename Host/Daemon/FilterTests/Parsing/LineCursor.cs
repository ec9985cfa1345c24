using System.Globalization;
using System.Text;
using Postern.Daemon.FilterTests.Expectations;

namespace Postern.Daemon.FilterTests.Parsing;

/// <summary>Reads one line of a test file word by word: <c>WORD</c>, <c>"quoted text"</c>, <c>/pattern/</c>, or what is left of the line.</summary>
/// <param name="text">The line as a byte string, without blanks at its ends.</param>
/// <param name="number">Its number.</param>
internal sealed class LineCursor(string text, int number)
{
    private int _position;

    public int Number => number;

    /// <summary>The whole line.</summary>
    public string Text => text;

    public bool IsAtEnd => _position >= text.Length;

    /// <summary>The next word begins with a quote: it is a text, whatever it says.</summary>
    public bool IsAtText => !IsAtEnd && text[_position] is '"' or '/';

    /// <summary>The next word.</summary>
    /// <param name="expected">What it is, for the message when the line ends.</param>
    /// <param name="mayHoldNul">In quotes a NUL may be said, as records of databases hold them; strings of the language do not.</param>
    public string Word(string expected, bool mayHoldNul = false)
    {
        if (IsAtEnd)
            throw new TestSyntaxException($"{expected} was expected, the line ends");
        return text[_position] == '"' ? Quoted(mayHoldNul) : Bare();
    }

    /// <summary>Takes the next word when it is this one, without quotes.</summary>
    public bool Take(string word)
    {
        int end = EndOfWord();
        if (IsAtEnd || !text.AsSpan(_position, end - _position).Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        _position = end;
        SkipBlanks();
        return true;
    }

    /// <summary>The next word without taking it; empty at the end.</summary>
    public string Peek() => text[_position..EndOfWord()];

    /// <summary>What is left of the line, as it is.</summary>
    public string Rest()
    {
        string rest = text[_position..];
        _position = text.Length;
        return rest;
    }

    /// <summary>A text to compare with: quoted, a pattern between slashes, or a word.</summary>
    /// <param name="isPart">A text need only be contained.</param>
    public TextPattern Pattern(bool isPart) =>
        !IsAtEnd && text[_position] == '/' ? Expression() : TextPattern.Of(Word("a \"text\" or a /pattern/"), isPart);

    /// <summary>Nothing may be left.</summary>
    public void End()
    {
        if (!IsAtEnd)
            throw new TestSyntaxException($"the end of the line was expected, `{Rest()}' follows; a text of several words stands in quotes");
    }

    private string Bare()
    {
        int end = EndOfWord();
        string word = text[_position..end];
        _position = end;
        SkipBlanks();
        return word;
    }

    private string Quoted(bool mayHoldNul)
    {
        var word = new StringBuilder();
        for (int i = _position + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                _position = i + 1;
                CheckBoundary("\"");
                return word.ToString();
            }

            word.Append(text[i] == '\\' ? Escaped(ref i, mayHoldNul) : text[i]);
        }

        throw new TestSyntaxException($"the text {text[_position..]} has no closing quote");
    }

    private char Escaped(ref int i, bool mayHoldNul)
    {
        char c = ++i < text.Length ? text[i] : '\0';
        if (c == 'x' && i + 2 < text.Length
            && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value) && (value != 0 || mayHoldNul))
        {
            i += 2;
            return (char)value;
        }

        return c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '"' or '\\' => c,
            _ => throw new TestSyntaxException($"`\\{c}' means nothing in a text; there are \\\" \\\\ \\n \\r \\t and \\xHH"),
        };
    }

    private TextPattern Expression()
    {
        var expression = new StringBuilder();
        for (int i = _position + 1; i < text.Length; i++)
        {
            if (text[i] == '/')
            {
                bool ignoresCase = i + 1 < text.Length && text[i + 1] == 'i';
                _position = i + (ignoresCase ? 2 : 1);
                CheckBoundary("/");
                return TextPattern.Expression(expression.ToString(), ignoresCase);
            }

            // A slash in the pattern is escaped for this line; every other escape is the pattern's own.
            if (text[i] == '\\' && i + 1 < text.Length && text[++i] != '/')
                expression.Append('\\');
            expression.Append(text[i]);
        }

        throw new TestSyntaxException($"the pattern {text[_position..]} has no closing slash");
    }

    private void CheckBoundary(string end)
    {
        if (!IsAtEnd && text[_position] is not (' ' or '\t'))
            throw new TestSyntaxException($"a blank was expected after the closing {end}, `{text[_position..]}' follows");
        SkipBlanks();
    }

    private int EndOfWord()
    {
        int end = text.AsSpan(_position).IndexOfAny(" \t");
        return end < 0 ? text.Length : _position + end;
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && text[_position] is ' ' or '\t')
            _position++;
    }
}
