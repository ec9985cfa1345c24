namespace Postern.Mfl.Syntax;

/// <content>Here-documents (manual node "Here Documents").</content>
internal sealed partial class Lexer
{
    /// <summary><c>&lt;&lt;[-[blank]]WORD</c>, the word bare, in single quotes or after a backslash; anything else is a shift.</summary>
    private bool TryReadHereDocument(SourceMark mark, out Token token)
    {
        token = default;
        var length = 2;
        var strips = "";
        if (_frame.Peek(length) == '-')
        {
            strips = "\t";
            length++;
            if (_frame.Peek(length) == ' ')
            {
                strips = " \t\f\v\r";
                length++;
            }
        }

        var quote = _frame.Peek(length) is '\'' or '\\' ? _frame.Peek(length) : '\0';
        if (quote != '\0')
            length++;
        if (!IsWordStart(_frame.Peek(length)))
            return false;
        var start = length;
        while (IsWordPart(_frame.Peek(length)))
            length++;
        var word = _frame.Text.Substring(_frame.Position + start, length - start);
        if (quote == '\'')
        {
            if (_frame.Peek(length) != '\'')
                return false;
            length++;
        }

        _frame.Advance(length);
        token = ReadHereDocument(mark, word, strips, expands: quote == '\0');
        return true;
    }

    private Token ReadHereDocument(SourceMark mark, string word, string strips, bool expands)
    {
        var place = _frame.PlaceFrom(mark);
        _frame.TakeLine();
        _frame.Advance();
        if (FindTerminator(word, strips) is not { } end)
        {
            _diagnostics.Error(place, $"end of file in string: no line consists of {word}");
            var last = _frame.Mark();
            while (!_frame.AtEnd)
            {
                last = _frame.Mark();
                _frame.TakeLineAndEnd();
            }

            return Make(TokenKind.End, last);
        }

        var pieces = new StringPieces();
        while (_frame.Position < end)
        {
            if (_frame.Column == 1)
                SkipLeading(strips, end);
            if (_frame.Position >= end)
                break;
            var start = _frame.Mark();
            if (_frame.Current == '\n')
            {
                _frame.Advance();
                pieces.Append('\n', _frame.PlaceFrom(start));
            }
            else if (expands)
            {
                ReadStringPart(pieces, keepsLineEnd: true);
            }
            else
            {
                pieces.Append(_frame.TakeLine(), _frame.PlaceFrom(start));
            }
        }

        _frame.TakeLine();
        return MakeText(mark, pieces) with { Place = place };
    }

    private void SkipLeading(string strips, int end)
    {
        while (_frame.Position < end && strips.Contains(_frame.Current, StringComparison.Ordinal))
            _frame.Advance();
    }

    /// <summary>The position of the line that is the word and nothing else (leading blanks as the flags allow).</summary>
    private int? FindTerminator(string word, string strips)
    {
        var text = _frame.Text.AsSpan();
        var position = _frame.Position;
        while (position < text.Length)
        {
            var rest = text[position..];
            var newline = rest.IndexOf('\n');
            var line = newline < 0 ? rest : rest[..newline];
            // Nothing to trim means white space to TrimStart.
            if ((strips.Length == 0 ? line : line.TrimStart(strips)).SequenceEqual(word))
                return position;
            if (newline < 0)
                return null;
            position += newline + 1;
        }

        return null;
    }
}
