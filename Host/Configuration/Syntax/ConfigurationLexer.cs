using System.Text;
using Postern.Abstractions.Configuration;

namespace Postern.Configuration.Syntax;

/// <summary>Cuts a configuration file into tokens. Characters are bytes (Latin-1).</summary>
internal sealed class ConfigurationLexer(string file, string text, ConfigurationProblems problems)
{
    private const string Delimiters = ";,(){}\"";

    private int _position;
    private int _line = 1;
    private int _column = 1;
    private int _lastLine = 1;
    private int _lastColumn = 1;

    public Token Next()
    {
        if (!SkipBlanksAndComments(out Token bad))
            return bad;
        (int line, int column) = (_line, _column);
        if (_position >= text.Length)
            return new Token(TokenKind.EndOfFile, "", new SourcePlace(file, line, column, line, column));
        char c = text[_position];
        TokenKind kind = Punctuation(c);
        if (kind != TokenKind.Bad)
        {
            Advance();
            return Make(kind, c.ToString(), line, column);
        }

        return c switch
        {
            '"' => QuotedString(line, column),
            '<' when Peek(1) == '<' => HereDocument(line, column),
            _ => Word(line, column),
        };
    }

    private static TokenKind Punctuation(char c) => c switch
    {
        ';' => TokenKind.Semicolon,
        ',' => TokenKind.Comma,
        '(' => TokenKind.OpenParenthesis,
        ')' => TokenKind.CloseParenthesis,
        '{' => TokenKind.OpenBrace,
        '}' => TokenKind.CloseBrace,
        _ => TokenKind.Bad,
    };

    private Token Word(int line, int column)
    {
        int start = _position;
        while (_position < text.Length && IsWordCharacter(text[_position]))
            Advance();
        if (_position > start)
            return Make(TokenKind.Word, text[start.._position], line, column);

        char c = text[_position];
        Advance();
        string shown = c is > ' ' and < '\x7F' ? $"`{c}'" : $"\\x{(int)c:X2}";
        return Bad(line, column, c == '\''
            ? "unexpected `''; strings are quoted with \""
            : $"unexpected character {shown}; quote a string that holds it");
    }

    /// <summary>A bare word may hold what addresses, URLs and file names are made of, comment signs inside it included.</summary>
    private static bool IsWordCharacter(char c) =>
        c is > ' ' and not '\x7F' and not '\'' && !Delimiters.Contains(c, StringComparison.Ordinal);

    private Token QuotedString(int line, int column)
    {
        Advance();
        var value = new StringBuilder();
        while (_position < text.Length)
        {
            char c = text[_position];
            Advance();
            if (c == '"')
                return Make(TokenKind.QuotedString, value.ToString(), line, column);
            if (c == '\\' && _position < text.Length)
            {
                char escaped = text[_position];
                Advance();
                Unescape(escaped, value);
                continue;
            }

            value.Append(c);
        }

        return Bad(line, column, "the string that begins here is not closed; expected \" before the end of the file");
    }

    private static void Unescape(char escaped, StringBuilder value)
    {
        // A backslash at the end of a line joins it with the next.
        if (escaped == '\n')
            return;
        value.Append(escaped switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ => escaped,
        });
    }

    // <<WORD, <<-WORD (leading tabs and blanks of each line are dropped), <<"WORD" (no escapes inside)
    private Token HereDocument(int line, int column)
    {
        Advance();
        Advance();
        bool indented = Take('-');
        while (_position < text.Length && text[_position] is ' ' or '\t')
            Advance();
        bool verbatim = Take('"');
        int start = _position;
        while (_position < text.Length && IsWordCharacter(text[_position]))
            Advance();
        string delimiter = text[start.._position];
        bool closed = !verbatim || Take('"');
        if (delimiter.Length == 0 || !closed)
            return Bad(line, column, "expected the word that ends the here-document after <<");
        while (_position < text.Length && text[_position] is ' ' or '\t' or '\r')
            Advance();
        if (!Take('\n'))
            return Bad(line, column, $"expected the end of the line after <<{delimiter}");
        return HereDocumentLines(delimiter, indented, verbatim, line, column);
    }

    private Token HereDocumentLines(string delimiter, bool indented, bool verbatim, int line, int column)
    {
        var value = new StringBuilder();
        while (_position < text.Length)
        {
            int end = text.IndexOf('\n', _position);
            string content = text[_position..(end < 0 ? text.Length : end)];
            if (indented)
                content = content.TrimStart(' ', '\t');
            bool last = content.TrimEnd('\r') == delimiter;
            int stop = end < 0 || last ? _position + (end < 0 ? text.Length : end) - _position : end + 1;
            while (_position < stop)
                Advance();
            if (last)
                return Make(TokenKind.HereDocument, value.ToString(), line, column);
            AppendLine(content, verbatim, value);
        }

        return Bad(line, column, $"the here-document that begins here is not closed; expected a line with only {delimiter}");
    }

    private static void AppendLine(string content, bool verbatim, StringBuilder value)
    {
        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\' || verbatim)
                value.Append(content[i]);
            else if (++i < content.Length)
                Unescape(content[i], value);
            else
                return;
        }

        value.Append('\n');
    }

    private bool SkipBlanksAndComments(out Token bad)
    {
        bad = default;
        while (_position < text.Length)
        {
            char c = text[_position];
            if (c is ' ' or '\t' or '\r' or '\n' or '\f' or '\v')
                Advance();
            else if (c == '#' || (c == '/' && Peek(1) == '/'))
                SkipLine();
            else if (c == '/' && Peek(1) == '*')
            {
                if (!SkipComment(out bad))
                    return false;
            }
            else
                return true;
        }

        return true;
    }

    private void SkipLine()
    {
        while (_position < text.Length && text[_position] != '\n')
            Advance();
    }

    private bool SkipComment(out Token bad)
    {
        bad = default;
        (int line, int column) = (_line, _column);
        Advance();
        Advance();
        while (_position < text.Length)
        {
            bool ends = text[_position] == '*' && Peek(1) == '/';
            Advance();
            if (!ends)
                continue;
            Advance();
            return true;
        }

        bad = Bad(line, column, "the comment that begins here is not closed; expected */ before the end of the file");
        return false;
    }

    private char Peek(int offset) => _position + offset < text.Length ? text[_position + offset] : '\0';

    private bool Take(char c)
    {
        if (_position >= text.Length || text[_position] != c)
            return false;
        Advance();
        return true;
    }

    private void Advance()
    {
        (_lastLine, _lastColumn) = (_line, _column);
        if (text[_position++] == '\n')
        {
            _line++;
            _column = 1;
        }
        else
            _column++;
    }

    private Token Make(TokenKind kind, string value, int line, int column) =>
        new(kind, value, new SourcePlace(file, line, column, _lastLine, _lastColumn));

    private Token Bad(int line, int column, string problem)
    {
        Token token = new(TokenKind.Bad, "", new SourcePlace(file, line, column, line, column));
        problems.Error(token.Place, problem);
        return token;
    }
}
