using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>Strings, macros, arguments and back references (manual nodes "Literals", "Sendmail Macros", "Back references").</content>
internal sealed partial class Lexer
{
    /// <summary>Octal digits of an escape after its leading zero.</summary>
    private const int MaxOctalDigits = 3;

    private Token ReadDollar(SourceMark mark)
    {
        _frame.Advance();
        switch (_frame.Current)
        {
            case '#':
                _frame.Advance();
                return Make(TokenKind.ArgumentCount, mark);
            case '@':
                _frame.Advance();
                return Make(TokenKind.RestArguments, mark);
            case '(':
                return Make(TokenKind.ArgumentIndex, mark);
            case var c when char.IsAsciiDigit(c):
                return Make(TokenKind.Argument, mark, "", TakeSmallNumber());
            case var c when IsWordStart(c):
                return Make(TokenKind.Macro, mark, TakeWord());
            case '{' when TryTakeBracedWord(out var name):
                return Make(TokenKind.Macro, mark, name);
            default:
                return Make(TokenKind.Undefined, mark, "$");
        }
    }

    private Token ReadBackReference(SourceMark mark)
    {
        _frame.Advance();
        return _frame.Current is >= '1' and <= '9'
            ? Make(TokenKind.BackReference, mark, "", TakeSmallNumber())
            : Make(TokenKind.Undefined, mark, "\\");
    }

    /// <summary>Takes digits; a number too large for any use stays <see cref="int.MaxValue"/>.</summary>
    private int TakeSmallNumber()
    {
        long value = 0;
        while (char.IsAsciiDigit(_frame.Current))
        {
            value = Math.Min((value * 10) + (_frame.Current - '0'), int.MaxValue);
            _frame.Advance();
        }

        return (int)value;
    }

    /// <summary>Takes <c>{name}</c> if that is what follows.</summary>
    private bool TryTakeBracedWord(out string word)
    {
        word = "";
        if (!IsWordStart(_frame.Peek(1)))
            return false;
        var length = 1;
        while (IsWordPart(_frame.Peek(length)))
            length++;
        if (_frame.Peek(length) != '}')
            return false;
        word = _frame.Text.Substring(_frame.Position + 1, length - 1);
        _frame.Advance(length + 1);
        return true;
    }

    private Token ReadVerbatimString(SourceMark mark)
    {
        _frame.Advance();
        var start = _frame.Position;
        while (!_frame.AtEnd && _frame.Current is not '\'' and not '\n')
            _frame.Advance();
        var text = _frame.Text[start.._frame.Position];
        if (_frame.Current != '\'')
            return Unclosed(mark);
        _frame.Advance();
        return Make(TokenKind.Text, mark, text);
    }

    /// <summary>The reference reports an unclosed quote as an undefined token; the rest of its line is no program text.</summary>
    private Token Unclosed(SourceMark mark)
    {
        _frame.TakeLine();
        return new Token(
            TokenKind.Undefined,
            new SourcePlace(_frame.FileName, mark.Line, mark.Column, mark.Line, mark.Column),
            "\"", 0, null, _regex.Current);
    }

    /// <summary>A double-quoted string. A newline may stand in it only after something that is expanded: the reference has two rules for
    /// strings, and that without expansions ends at the line.</summary>
    private Token ReadString(SourceMark mark)
    {
        _frame.Advance();
        var pieces = new StringPieces();
        var expanding = false;
        while (_frame.Current != '"')
        {
            if (_frame.AtEnd && expanding)
            {
                _diagnostics.Error(
                    new SourcePlace(_frame.FileName, mark.Line, mark.Column, mark.Line, mark.Column),
                    "end of file in string: the closing quote is missing");
                return Make(TokenKind.End, _frame.Mark());
            }

            if (!expanding && (_frame.AtEnd || _frame.Current == '\n'))
                return Unclosed(mark);
            expanding |= _frame.Current is '\\' or '%' or '$';
            ReadStringPart(pieces, keepsLineEnd: false);
        }

        _frame.Advance();
        return MakeText(mark, pieces);
    }

    private Token MakeText(SourceMark mark, StringPieces pieces)
    {
        var parts = pieces.Complete();
        return parts switch
        {
            [] => Make(TokenKind.Text, mark),
            [{ Kind: StringPieceKind.Literal } only] => Make(TokenKind.Text, mark, only.Text),
            _ => Make(TokenKind.ComposedText, mark, "", 0, parts),
        };
    }

    /// <summary>Reads one character or expansion of a string or here-document.</summary>
    private void ReadStringPart(StringPieces pieces, bool keepsLineEnd)
    {
        var mark = _frame.Mark();
        switch (_frame.Current)
        {
            case '\\':
                ReadEscape(pieces, keepsLineEnd);
                break;
            case '%':
                ReadPercent(pieces, mark);
                break;
            case '$':
                ReadDollarInString(pieces, mark);
                break;
            default:
                var start = _frame.Position;
                do
                    _frame.Advance();
                while (!_frame.AtEnd && _frame.Current is not '\\' and not '%' and not '$' and not '"' and not '\n');
                pieces.Append(_frame.Text.AsSpan(start, _frame.Position - start), _frame.PlaceFrom(mark));
                break;
        }
    }

    private void ReadPercent(StringPieces pieces, SourceMark mark)
    {
        _frame.Advance();
        var name = "";
        if (IsWordStart(_frame.Current))
            name = TakeWord();
        else if (_frame.Current == '{')
            TryTakeBracedWord(out name);
        if (name.Length > 0)
        {
            pieces.Add(new StringPiece(StringPieceKind.Variable, name, 0, _frame.PlaceFrom(mark)));
            return;
        }

        pieces.Append('%', _frame.PlaceFrom(mark));
        if (_frame.Current == '%')
            _frame.Advance();
    }

    private void ReadDollarInString(StringPieces pieces, SourceMark mark)
    {
        _frame.Advance();
        switch (_frame.Current)
        {
            case '#':
                _frame.Advance();
                pieces.Add(new StringPiece(StringPieceKind.ArgumentCount, "", 0, _frame.PlaceFrom(mark)));
                break;
            case var c when char.IsAsciiDigit(c):
                var number = TakeSmallNumber();
                pieces.Add(new StringPiece(StringPieceKind.Argument, "", number, _frame.PlaceFrom(mark)));
                break;
            case var c when IsWordStart(c):
                var word = TakeWord();
                pieces.Add(new StringPiece(StringPieceKind.Macro, word, 0, _frame.PlaceFrom(mark)));
                break;
            case '{' when TryTakeBracedWord(out var name):
                pieces.Add(new StringPiece(StringPieceKind.Macro, name, 0, _frame.PlaceFrom(mark)));
                break;
            default:
                pieces.Append('$', _frame.PlaceFrom(mark));
                if (_frame.Current == '$')
                    _frame.Advance();
                break;
        }
    }

    private void ReadEscape(StringPieces pieces, bool keepsLineEnd)
    {
        var mark = _frame.Mark();
        _frame.Advance();
        if (_frame.AtEnd)
            return;
        var c = _frame.Current;
        if (c is >= '1' and <= '9')
        {
            var group = TakeSmallNumber();
            pieces.Add(new StringPiece(StringPieceKind.BackReference, "", group, _frame.PlaceFrom(mark)));
            return;
        }

        if (c == '\n')
        {
            if (keepsLineEnd)
                pieces.Append('\n', _frame.PlaceFrom(mark));
            _frame.Advance();
            return;
        }

        pieces.Append(TakeEscaped(c), _frame.PlaceFrom(mark));
    }

    /// <summary>The character that a backslash and what follows it stand for; an unknown escape stands for its character.</summary>
    private char TakeEscaped(char c)
    {
        if (c == 'x' && char.IsAsciiHexDigit(_frame.Peek(1)) && char.IsAsciiHexDigit(_frame.Peek(2)))
        {
            var value = (DigitValue(_frame.Peek(1)) * 16) + DigitValue(_frame.Peek(2));
            _frame.Advance(3);
            return (char)value;
        }

        if (c == '0' && IsOctal(_frame.Peek(1)))
        {
            var value = 0;
            _frame.Advance();
            for (var digits = 0; digits < MaxOctalDigits && IsOctal(_frame.Current); digits++)
            {
                value = (value * 8) + DigitValue(_frame.Current);
                _frame.Advance();
            }

            return (char)(value & 0xFF);
        }

        _frame.Advance();
        return c switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ => c,
        };
    }

    private static bool IsOctal(char c) => c is >= '0' and <= '7';
}
