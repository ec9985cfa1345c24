namespace Postern.Mfl.Syntax;

/// <content>Exceptions (manual node "Catch and Throw").</content>
internal sealed partial class MflParser
{
    private Statement.Try ParseTry()
    {
        var start = Advance().Place;
        var body = ParseDoBlock();
        if (!_panic && Kind != TokenKind.Catch)
            Unexpected(", expecting catch");
        if (!_panic)
            return new Statement.Try(body, ParseCatch(), Since(start));
        var nothing = new Block([], _current.Place);
        return new Statement.Try(body, new Statement.Catch(null, nothing, _current.Place), Since(start));
    }

    /// <summary><c>catch * do ... done</c>, <c>catch NAME or ... do ... done</c>.</summary>
    private Statement.Catch ParseCatch()
    {
        var start = Advance().Place;
        List<Expression>? exceptions = null;
        if (!TryTake(TokenKind.Star))
        {
            exceptions = [];
            do
                exceptions.Add(ParseLiteral(", expecting string or number or '*'"));
            while (TryTake(TokenKind.Or));
        }

        if (_scope != null)
            _scope.CatchDepth++;
        var body = ParseDoBlock();
        if (_scope != null)
            _scope.CatchDepth--;
        return new Statement.Catch(exceptions, body, Since(start));
    }

    private Statement.Throw ParseThrow()
    {
        var start = Advance().Place;
        var code = ParseLiteral(", expecting string or number");
        var text = ParseExpression();
        return new Statement.Throw(code, text, Since(start));
    }

    /// <summary>A number, a string without expansions, or a constant: what the labels of a switch and the names of exceptions are.</summary>
    private Expression ParseLiteral(string expectation)
    {
        var token = _current;
        if (!_panic)
        {
            switch (token.Kind)
            {
                case TokenKind.Number:
                    return new Expression.Number(Advance().Number, token.Place);
                case TokenKind.Text:
                    return new Expression.Text(Advance().Text, token.Place);
                case TokenKind.Identifier when Classify(token.Text) == NameKind.Constant:
                    Advance();
                    return new Expression.Constant(_names.Constants[token.Text], token.Place);
                case TokenKind.Identifier when Classify(token.Text) == NameKind.BuiltInConstant:
                    Advance();
                    return BuiltInConstant(token.Text, token.Place);
            }
        }

        Unexpected(expectation);
        return new Expression.Number(0, token.Place);
    }
}
