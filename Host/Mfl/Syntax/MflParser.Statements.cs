using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>Statements, but for loops, replies and exceptions (manual node "Statements").</content>
internal sealed partial class MflParser
{
    private static readonly TokenKind[] BlockEnd = [TokenKind.Done];
    private static readonly TokenKind[] BranchEnd = [TokenKind.Elif, TokenKind.Else, TokenKind.Fi];
    private static readonly TokenKind[] ElseEnd = [TokenKind.Fi];
    private static readonly TokenKind[] CaseEnd = [TokenKind.Case, TokenKind.Default, TokenKind.Done];
    private static readonly TokenKind[] WhenEnd = [TokenKind.When, TokenKind.Done];

    private static readonly TokenTable<Func<MflParser, Statement?>> StatementParsers =
        new()
        {
            [TokenKind.DataType] = static parser => parser.ParseVariable(),
            [TokenKind.Const] = static parser => parser.ParseLocalConstants(),
            [TokenKind.Set] = static parser => parser.ParseSet(),
            [TokenKind.If] = static parser => parser.ParseIf(),
            [TokenKind.Switch] = static parser => parser.ParseSwitch(),
            [TokenKind.On] = static parser => parser.ParseOn(),
            [TokenKind.Loop] = static parser => parser.ParseLoop(),
            [TokenKind.Break] = static parser => parser.ParseBreak(),
            [TokenKind.Next] = static parser => parser.ParseNext(),
            [TokenKind.Try] = static parser => parser.ParseTry(),
            [TokenKind.Catch] = static parser => parser.ParseCatch(),
            [TokenKind.Throw] = static parser => parser.ParseThrow(),
            [TokenKind.Return] = static parser => parser.ParseReturn(),
            [TokenKind.Echo] = static parser => parser.ParseEcho(),
            [TokenKind.Pass] = static parser => new Statement.Pass(parser.Advance().Place),
            [TokenKind.Accept] = static parser => parser.ParsePlainReply(ReplyAction.Accept),
            [TokenKind.Continue] = static parser => parser.ParsePlainReply(ReplyAction.Continue),
            [TokenKind.Discard] = static parser => parser.ParsePlainReply(ReplyAction.Discard),
            [TokenKind.Reject] = static parser => parser.ParseReply(ReplyAction.Reject),
            [TokenKind.Tempfail] = static parser => parser.ParseReply(ReplyAction.Tempfail),
            [TokenKind.Add] = static parser => parser.ParseHeader(HeaderAction.Add),
            [TokenKind.Replace] = static parser => parser.ParseHeader(HeaderAction.Replace),
            [TokenKind.Delete] = static parser => parser.ParseHeader(HeaderAction.Delete),
            [TokenKind.Sed] = static parser => parser.ParseCallStatement(),
            [TokenKind.Void] = static parser => parser.ParseVoid(),
        };

    private bool IsStatementStart() =>
        StatementParsers.Contains(Kind)
        || (Kind == TokenKind.Identifier && Classify(_current.Text) is NameKind.Function or NameKind.BuiltInFunction);

    private Block ParseDoBlock()
    {
        if (_panic || Kind != TokenKind.Do)
        {
            Unexpected(", expecting do");
            SkipToDo();
        }

        if (!TryTake(TokenKind.Do))
            return new Block([], _current.Place);
        _openDone++;
        var block = ParseStatements(BlockEnd);
        _openDone--;
        Expect(TokenKind.Done);
        return block;
    }

    /// <summary>Parses statements up to a terminator, which is not taken.</summary>
    private Block ParseStatements(TokenKind[] terminators)
    {
        var start = _current.Place;
        var statements = new List<Statement>();
        var empty = true;
        if (_panic)
            SynchronizeStatement(terminators);
        if (Enter())
        {
            while (!_panic && (empty || !terminators.Contains(Kind)))
            {
                if (empty && terminators.Contains(Kind))
                {
                    Report(_current.Place, $"syntax error, unexpected {Describe(_current)}{StatementStart}");
                    break;
                }

                empty = false;
                var taken = _taken;
                if (ParseStatement() is { } statement)
                    statements.Add(statement);
                if (_panic)
                    Resume(taken, terminators);
            }
        }

        Leave();
        return new Block(statements, Since(start));
    }

    private void Resume(long taken, TokenKind[] terminators)
    {
        // A token that starts a statement and cannot be one must not be tried for ever
        if (taken == _taken && !terminators.Contains(Kind) && !EndsOuterBlock())
            Advance();

        SynchronizeStatement(terminators);
    }

    private Statement? ParseStatement()
    {
        if (_options.Trace is not { } trace)
            return ParseOneStatement();
        trace.Begin("statement", _current.Place);
        var statement = ParseOneStatement();
        trace.End("statement", statement);
        return statement;
    }

    private Statement? ParseOneStatement()
    {
        if (StatementParsers.TryGetValue(Kind, out var parse))
            return parse(this);
        if (Kind == TokenKind.Identifier && Classify(_current.Text) is NameKind.Function or NameKind.BuiltInFunction)
            return ParseCallStatement();
        if (Kind == TokenKind.Identifier && Classify(_current.Text) == NameKind.Unknown)
        {
            Fail(_current.Place, $"syntax error, unexpected identifier{WhatIsKnownOf(_current.Text)}");
            return null;
        }

        Unexpected(StatementStart);
        return null;
    }

    private Statement.Evaluate ParseCallStatement()
    {
        var call = ParseCall();
        return new Statement.Evaluate(call, false, call.Place);
    }

    /// <summary><c>void(call)</c>.</summary>
    private Statement.Evaluate ParseVoid()
    {
        var start = Advance().Place;
        Expect(TokenKind.LeftParen);
        if (!AtCall())
            Unexpected(", expecting sed or builtin function or function");
        var call = ParseCall();
        Expect(TokenKind.RightParen);
        return new Statement.Evaluate(call, true, Since(start));
    }

    private Statement.Variable? ParseVariable()
    {
        var type = Advance().Type;
        var name = ExpectNewName();
        if (_panic)
            return null;
        var initializer = StartsExpression() ? ParseExpression() : null;
        return new Statement.Variable(DeclareVariable(name, type, SymbolVisibility.Static, precious: false), initializer, name.Place);
    }

    private Statement.Constants ParseLocalConstants()
    {
        var items = ParseConstants(null, out var isEnumeration, out var place);
        return new Statement.Constants(items, isEnumeration, place);
    }

    private Statement.Set? ParseSet()
    {
        Advance();
        var name = ExpectNewName();
        if (_panic)
            return null;
        var value = ParseExpression();
        var known = FindVariable(name.Text);
        var symbol = known ?? DeclareVariable(name, TypeInference.Of(value), SymbolVisibility.Static, precious: false);
        return new Statement.Set(symbol, value, known == null, name.Place);
    }

    private Statement.Echo ParseEcho()
    {
        var start = Advance().Place;
        var value = ParseExpression();
        return new Statement.Echo(value, Since(start));
    }

    private Statement.Return ParseReturn()
    {
        var place = Advance().Place;
        var hasValue = StartsExpression() || Kind == TokenKind.Identifier;
        if (_scope?.Function is not { } function)
            Report(place, "`return' outside of a function");
        else if (hasValue && function.ReturnType == null)
            Report(place, "`return' with a value, in function returning void");
        else if (!hasValue && function.ReturnType != null)
            Report(place, "`return' with no value, in function returning non-void");
        return new Statement.Return(hasValue ? ParseExpression() : null, place);
    }

    private Statement.If ParseIf()
    {
        var start = _current.Place;
        var branches = new List<Statement.IfBranch>();
        Block? otherwise = null;
        _openFi++;
        do
        {
            var branch = Advance().Place;
            var condition = ParseExpression();
            var body = ParseStatements(BranchEnd);
            branches.Add(new Statement.IfBranch(condition, body, Since(branch)));
        }
        while (!_panic && Kind == TokenKind.Elif);
        if (TryTake(TokenKind.Else))
            otherwise = ParseStatements(ElseEnd);
        _openFi--;
        Expect(TokenKind.Fi, StatementStart);
        return new Statement.If(branches, otherwise, Since(start));
    }

    private Statement.Switch ParseSwitch()
    {
        var start = Advance().Place;
        var value = ParseExpression();
        var cases = ParseCases(TokenKind.Case, CaseEnd);
        return new Statement.Switch(value, cases, Since(start));
    }

    private List<Statement.SwitchCase> ParseCases(TokenKind keyword, TokenKind[] ends)
    {
        var cases = new List<Statement.SwitchCase>();
        SourcePlace? previousDefault = null;
        if (_panic || Kind != TokenKind.Do)
        {
            Unexpected(", expecting do");
            SkipToDo();
        }

        if (!TryTake(TokenKind.Do))
            return cases;
        _openDone++;
        do
        {
            var start = _current.Place;
            var labels = ParseCaseLabels(keyword, ref previousDefault);
            if (_panic)
                SkipToCase(ends);
            if (_panic || start == _current.Place)
                break;
            cases.Add(new Statement.SwitchCase(labels, ParseStatements(ends), Since(start)));
        }
        while (!_panic && Kind != TokenKind.Done);
        _openDone--;
        Expect(TokenKind.Done);
        return cases;
    }

    /// <summary><c>case A or B:</c>, <c>when A or B:</c>; no labels for <c>default:</c>.</summary>
    private List<Expression> ParseCaseLabels(TokenKind keyword, ref SourcePlace? previousDefault)
    {
        var labels = new List<Expression>();
        var start = _current.Place;
        if (keyword == TokenKind.Case && TryTake(TokenKind.Default))
        {
            if (previousDefault is { } place)
            {
                Report(start, "duplicate default statement");
                Report(place, "previously defined here");
            }

            previousDefault = start;
            Expect(TokenKind.Colon);
            return labels;
        }

        Expect(keyword, keyword == TokenKind.Case ? ", expecting case or default" : ", expecting when");
        if (_panic)
            return labels;
        do
            labels.Add(ParseLiteral(", expecting string or number"));
        while (TryTake(TokenKind.Or));
        Expect(TokenKind.Colon, ", expecting or or ':'");
        return labels;
    }

    /// <summary>After an error in the labels of a case: the case's body, or the next case.</summary>
    private void SkipToCase(TokenKind[] ends)
    {
        while (Kind != TokenKind.End && !ends.Contains(Kind) && !IsPlainStatementStart() && !EndsOuterBlock())
            Advance();
        if (ends.Contains(Kind) || IsPlainStatementStart())
            _panic = false;
    }

    /// <summary><c>on call do when LABELS: ... done</c>; <c>on poll ...</c> calls <c>stdpoll</c> or <c>strictpoll</c> (manual node
    /// "Polling").</summary>
    private Statement.On ParseOn()
    {
        var start = Advance().Place;
        Expression condition;
        if (Kind == TokenKind.Identifier && _current.Text == "poll")
        {
            condition = ParsePoll(start);
        }
        else
        {
            if (!AtCall())
                Unexpected(", expecting poll or sed or builtin function or function");
            condition = ParseCall();
        }

        var cases = ParseCases(TokenKind.When, WhenEnd);
        return new Statement.On(condition, cases, Since(start));
    }
}
