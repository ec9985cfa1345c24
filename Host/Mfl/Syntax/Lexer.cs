using Postern.Mfl.Diagnostics;

namespace Postern.Mfl.Syntax;

/// <summary>Splits one compilation unit, its includes expanded in place, into tokens.</summary>
internal sealed partial class Lexer
{
    private const int MaxIncludeDepth = 64;

    /// <summary>Includes of one unit, counted altogether: two files that include each other twice must end too.</summary>
    private const int MaxIncludes = 10_000;

    private readonly ParserOptions _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly RegexFlagStack _regex;
    private readonly List<PragmaSyntax> _pragmas;
    private readonly Stack<SourceFrame> _including = new();
    private readonly HashSet<string> _included = new(StringComparer.Ordinal);
    private SourceFrame _frame;
    private int _includeCount;
    private bool _stopped;

    public Lexer(
        SourceText source, ParserOptions options, DiagnosticBag diagnostics, RegexFlagStack regex, List<PragmaSyntax> pragmas)
    {
        _frame = new SourceFrame(source);
        _options = options;
        _diagnostics = diagnostics;
        _regex = regex;
        _pragmas = pragmas;
        SkipTopBlock();
    }

    /// <summary>From now on every token is the end (<c>bye</c>, or a source that cannot be read on).</summary>
    public void Stop() => _stopped = true;

    public Token Next()
    {
        if (!_stopped)
            SkipTrivia();
        var mark = _frame.Mark();
        if (_stopped || _frame.AtEnd)
            return Make(TokenKind.End, mark);
        var c = _frame.Current;
        if (IsWordStart(c))
            return ReadWord(mark);
        if (char.IsAsciiDigit(c))
            return ReadNumber(mark);
        return c switch
        {
            '"' => ReadString(mark),
            '\'' => ReadVerbatimString(mark),
            '$' => ReadDollar(mark),
            '\\' => ReadBackReference(mark),
            '<' when _frame.Peek(1) == '<' && TryReadHereDocument(mark, out var text) => text,
            _ => ReadPunctuation(mark),
        };
    }

    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private Token Make(TokenKind kind, SourceMark mark, string text = "", long number = 0, IReadOnlyList<StringPiece>? pieces = null) =>
        new(kind, _frame.PlaceFrom(mark), text, number, pieces, _regex.Current);

    private void SkipTrivia()
    {
        while (!_stopped)
        {
            if (_frame.AtEnd)
            {
                if (!_including.TryPop(out var outer))
                    return;
                _frame = outer;
            }
            else if (_frame.Current is ' ' or '\t' or '\n' or '\r' or '\f' or '\v')
            {
                _frame.Advance();
            }
            else if (_frame.Current == '/' && _frame.Peek(1) == '*')
            {
                SkipComment();
            }
            else if (_frame.Current == '#')
            {
                ReadHash();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        var mark = _frame.Mark();
        _frame.Advance(2);
        while (!_frame.AtEnd)
        {
            if (_frame.Current == '*' && _frame.Peek(1) == '/')
            {
                _frame.Advance(2);
                return;
            }

            _frame.Advance();
        }

        _diagnostics.Error(_frame.PlaceFrom(mark), "end of file in comment: the closing */ is missing");
    }

    private Token ReadWord(SourceMark mark)
    {
        var word = TakeWord();
        var kind = TokenNames.KeywordOf(word);
        if (kind == TokenKind.DataType && NextIsParenthesis())
            kind = TokenKind.TypeCast;
        else if (word == "mx")
            kind = ReadExchangerOperator();
        return Make(kind, mark, word);
    }

    private string TakeWord()
    {
        var start = _frame.Position;
        while (IsWordPart(_frame.Current))
            _frame.Advance();
        return _frame.Text[start.._frame.Position];
    }

    private bool NextIsParenthesis()
    {
        var offset = 0;
        while (_frame.Peek(offset) is ' ' or '\t')
            offset++;
        return _frame.Peek(offset) == '(';
    }

    /// <summary><c>mx</c> is an ordinary name unless a matching operator follows.</summary>
    private TokenKind ReadExchangerOperator()
    {
        var blanks = 0;
        while (_frame.Peek(blanks) is ' ' or '\t' or '\n' or '\r')
            blanks++;
        if (blanks == 0)
            return TokenKind.Identifier;
        foreach (var (word, kind) in ((string, TokenKind)[])[("matches", TokenKind.MxMatches), ("fnmatches", TokenKind.MxFnMatches)])
        {
            if (string.CompareOrdinal(_frame.Text, _frame.Position + blanks, word, 0, word.Length) == 0
                && !IsWordPart(_frame.Peek(blanks + word.Length)))
            {
                _frame.Advance(blanks + word.Length);
                return kind;
            }
        }

        return TokenKind.Identifier;
    }

    private Token ReadNumber(SourceMark mark)
    {
        var radix = 10;
        if (_frame.Current == '0' && _frame.Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(_frame.Peek(2)))
        {
            radix = 16;
            _frame.Advance(2);
        }
        else if (_frame.Current == '0')
        {
            radix = 8;
        }

        var value = 0UL;
        var overflow = false;
        while (DigitValue(_frame.Current) is var digit && digit < radix)
        {
            overflow |= value > (ulong.MaxValue - (ulong)digit) / (ulong)radix;
            value = unchecked((value * (ulong)radix) + (ulong)digit);
            _frame.Advance();
        }

        if (overflow || value > long.MaxValue)
        {
            _diagnostics.Error(_frame.PlaceFrom(mark), "numeric value out of range");
            value = long.MaxValue;
        }

        return Make(TokenKind.Number, mark, "", (long)value);
    }

    private static int DigitValue(char c) =>
        char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiHexDigit(c) ? (c | 0x20) - 'a' + 10 : int.MaxValue;

    private Token ReadPunctuation(SourceMark mark)
    {
        var (kind, length) = (_frame.Current, _frame.Peek(1)) switch
        {
            ('=', '=') => (TokenKind.Equal, 2),
            ('=', _) => (TokenKind.Equal, 1),
            ('!', '=') => (TokenKind.NotEqual, 2),
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('<', '<') => (TokenKind.ShiftLeft, 2),
            ('<', _) => (TokenKind.Less, 1),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('>', '>') => (TokenKind.ShiftRight, 2),
            ('>', _) => (TokenKind.Greater, 1),
            ('.', '.') when _frame.Peek(2) == '.' => (TokenKind.Ellipsis, 3),
            _ => (SingleCharacter(_frame.Current), 1),
        };
        var text = _frame.Text.Substring(_frame.Position, length);
        _frame.Advance(length);
        return Make(kind, mark, text);
    }

    private static TokenKind SingleCharacter(char c) => c switch
    {
        '.' => TokenKind.Dot,
        '+' => TokenKind.Plus,
        '-' => TokenKind.Minus,
        '*' => TokenKind.Star,
        '/' => TokenKind.Slash,
        '%' => TokenKind.Percent,
        ',' => TokenKind.Comma,
        '(' => TokenKind.LeftParen,
        ')' => TokenKind.RightParen,
        ';' => TokenKind.Semicolon,
        ':' => TokenKind.Colon,
        '@' => TokenKind.At,
        _ => BitOperator(c),
    };

    private static TokenKind BitOperator(char c) => c switch
    {
        '&' => TokenKind.BitAnd,
        '|' => TokenKind.BitOr,
        '^' => TokenKind.BitXor,
        '~' => TokenKind.Tilde,
        _ => TokenKind.Undefined,
    };
}
