namespace Postern.Mfl.Syntax;

/// <content>Loops (manual node "Loops").</content>
internal sealed partial class MflParser
{
    private static readonly TokenKind[] LoopPartEnd = [TokenKind.Comma, TokenKind.Do];

    /// <summary><c>loop [LABEL] [for STATEMENTS] [, while EXPRESSION] [, STATEMENTS] do ... done [while EXPRESSION]</c>.</summary>
    private Statement.Loop ParseLoop()
    {
        var start = Advance().Place;
        string? label = null;
        if (Kind == TokenKind.Identifier && Classify(_current.Text) is not NameKind.Function and not NameKind.BuiltInFunction)
            label = Advance().Text;
        Block? initial = null, step = null;
        Expression? condition = null;
        _scope?.Loops.Add(label ?? "");
        if (!_panic && Kind != TokenKind.Do)
            ParseLoopHead(ref initial, ref condition, ref step);
        var body = ParseDoBlock();
        _scope?.Loops.RemoveAt(_scope.Loops.Count - 1);
        var doneWhile = TryTake(TokenKind.While) ? ParseExpression() : null;
        return new Statement.Loop(label, initial, condition, step, body, doneWhile, Since(start));
    }

    private void ParseLoopHead(ref Block? initial, ref Expression? condition, ref Block? step)
    {
        do
        {
            var place = _current.Place;
            if (TryTake(TokenKind.For))
            {
                if (initial != null)
                    Report(place, "duplicate for statement");
                initial = ParseStatements(LoopPartEnd);
            }
            else if (TryTake(TokenKind.While))
            {
                var expression = ParseExpression();
                if (condition != null)
                    Report(Since(place), "duplicate while statement");
                condition = expression;
            }
            else
            {
                var statements = ParseStatements(LoopPartEnd);
                if (step != null)
                    Report(Since(place), "duplicate loop increment");
                step = statements;
            }
        }
        while (TryTake(TokenKind.Comma));
    }

    private Statement.Break ParseBreak()
    {
        var place = Advance().Place;
        var label = ParseLoopLabel();
        if (_scope is { Loops.Count: 0 })
            Report(place, "`break' used outside of `loop'");
        return new Statement.Break(label, place);
    }

    private Statement.Next ParseNext()
    {
        var place = Advance().Place;
        var label = ParseLoopLabel();
        if (_scope is { Loops.Count: 0 })
            Report(place, "`next' is used outside `loop'; did you mean `pass'?");
        return new Statement.Next(label, place);
    }

    private string? ParseLoopLabel()
    {
        // A call may follow as the next statement
        if (Kind != TokenKind.Identifier || Classify(_current.Text) is NameKind.Function or NameKind.BuiltInFunction)
            return null;
        var label = Advance();
        if (_scope != null && !_scope.Loops.Contains(label.Text))
            Report(label.Place, $"no such loop: {label.Text}");
        return label.Text;
    }
}
