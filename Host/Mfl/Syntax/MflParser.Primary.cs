using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>Operands: literals, names, arguments, calls, casts.</content>
internal sealed partial class MflParser
{
    private static readonly TokenTable<Func<MflParser, Expression>> PrimaryParsers =
        new()
        {
            [TokenKind.Number] = static parser => new Expression.Number(parser._current.Number, parser.Advance().Place),
            [TokenKind.Text] = static parser => parser.ParseTexts(),
            [TokenKind.ComposedText] = static parser => parser.ParseTexts(),
            [TokenKind.Macro] = static parser => new Expression.Macro(parser._current.Text, parser.Advance().Place),
            [TokenKind.BackReference] =
                static parser => new Expression.BackReference((int)parser._current.Number, parser.Advance().Place),
            [TokenKind.Argument] = static parser => parser.MakeArgument((int)parser._current.Number, parser.Advance().Place),
            [TokenKind.ArgumentCount] = static parser => new Expression.ArgumentCount(parser.Advance().Place),
            [TokenKind.ArgumentIndex] = static parser => parser.ParseVariadicArgument(),
            [TokenKind.At] = static parser => parser.ParseOrdinal(),
            [TokenKind.LeftParen] = static parser => parser.ParseParenthesized(),
            [TokenKind.TypeCast] = static parser => parser.ParseCast(),
            [TokenKind.Vaptr] = static parser => parser.ParseAddress(),
            [TokenKind.Sed] = static parser => parser.ParseCall(),
            [TokenKind.Identifier] = static parser => parser.ParseName(),
        };

    private Expression ParsePrimary()
    {
        _depth = 1;
        if (!_panic && PrimaryParsers.TryGetValue(Kind, out var parse))
            return parse(this);
        Unexpected("");
        return Missing();
    }

    private Expression ParseParenthesized()
    {
        Advance();
        var inner = ParseExpression();
        Expect(TokenKind.RightParen, "");
        return inner;
    }

    private Expression.Cast ParseCast()
    {
        var token = Advance();
        Expect(TokenKind.LeftParen);
        var operand = ParseExpression();
        Expect(TokenKind.RightParen, "");
        _depth++;
        return new Expression.Cast(token.Type, operand, Since(token.Place));
    }

    private Expression ParseName()
    {
        var token = _current;
        switch (Classify(token.Text))
        {
            case NameKind.BuiltInConstant:
                return IsTextName() ? ParseTexts() : BuiltInConstant(token.Text, Advance().Place);
            case NameKind.Constant:
                return IsTextName() ? ParseTexts() : new Expression.Constant(_names.Constants[token.Text], Advance().Place);
            case NameKind.Variable:
                return new Expression.Variable(FindVariable(token.Text)!, Advance().Place);
            case NameKind.Function or NameKind.BuiltInFunction:
                return ParseCall();
            default:
                return ParseUnknown();
        }
    }

    /// <summary>Reports an unknown word and goes on as if it were known: one misspelt name is one error.</summary>
    private Expression.Number ParseUnknown()
    {
        ReportUnknown(_current);
        var place = Advance().Place;
        if (Kind == TokenKind.LeftParen)
            ParseArguments();
        return new Expression.Number(0, place);
    }

    private bool AtCall() => Kind == TokenKind.Sed
        || (Kind == TokenKind.Identifier && Classify(_current.Text) is NameKind.Function or NameKind.BuiltInFunction);

    private Expression ParseCall()
    {
        var token = _current;
        if (_panic)
            return Missing();
        Advance();
        var arguments = ParseArguments();
        // The flags are those at the closing parenthesis: a pragma after it does not count
        if (token.Kind == TokenKind.Sed)
        {
            if (arguments.Count < 2 && !_panic)
                Report(token.Place, "too few arguments in call to `sed'");
            return new Expression.Sed(
                arguments.Count > 0 ? arguments[0] : Missing(), arguments.Skip(1).ToArray(), _flagsOfArguments, token.Place);
        }

        return _names.Functions.TryGetValue(token.Text, out var function)
            ? new Expression.Call(function, arguments, token.Place)
            : new Expression.BuiltInCall(token.Text, arguments, _flagsOfArguments, token.Place);
    }

    /// <summary>The flags in force at the parenthesis that closed the arguments parsed last.</summary>
    private RegexFlags _flagsOfArguments;

    private List<Expression> ParseArguments()
    {
        var arguments = new List<Expression>();
        var depth = 0;
        Expect(TokenKind.LeftParen);
        if (!_panic && Kind != TokenKind.RightParen)
        {
            do
            {
                if (Kind == TokenKind.RestArguments)
                {
                    arguments.Add(ParseRestArguments());
                    break;
                }

                arguments.Add(ParseExpression());
                depth = Math.Max(depth, _depth);
            }
            while (TryTake(TokenKind.Comma));
        }

        _flagsOfArguments = _current.Flags;
        Expect(TokenKind.RightParen);
        _depth = depth + 1;
        return arguments;
    }

    /// <summary><c>$@</c>, <c>$@(shift)</c>.</summary>
    private Expression.RestArguments ParseRestArguments()
    {
        var place = Advance().Place;
        if (_scope is not { IsVariadic: true })
            Report(place, "$@ is allowed only in variadic functions");
        Expression? shift = null;
        if (TryTake(TokenKind.LeftParen))
        {
            shift = ParseExpression();
            Expect(TokenKind.RightParen);
        }

        return new Expression.RestArguments(shift, Since(place));
    }

    private Expression.VariadicArgument ParseVariadicArgument()
    {
        var start = Advance().Place;
        if (_scope is not { IsVariadic: true })
            Report(start, "$(expr) is allowed only in a function with variable number of arguments");
        Expect(TokenKind.LeftParen);
        var index = ParseExpression();
        Expect(TokenKind.RightParen, "");
        _depth++;
        return new Expression.VariadicArgument(index, Since(start));
    }

    private Expression.Argument MakeArgument(int number, SourcePlace place)
    {
        if (number == 0)
            Report(place, "arguments are numbered from 1");
        else if (number > (_scope?.MaxArgument ?? 0))
            Report(place, "argument number too high");
        return new Expression.Argument(number, place);
    }

    private Expression ParseOrdinal()
    {
        var start = Advance().Place;
        if (Kind == TokenKind.Identifier && Classify(_current.Text) == NameKind.Variable)
            return new Expression.ParameterOrdinal(FindVariable(Advance().Text)!, Since(start));
        Unexpected(", expecting variable");
        return Missing();
    }

    /// <summary><c>vaptr(ARGUMENT)</c>.</summary>
    private Expression.ArgumentAddress ParseAddress()
    {
        var start = Advance().Place;
        Expect(TokenKind.LeftParen);
        var isArgument = Kind is TokenKind.Argument or TokenKind.ArgumentIndex
            || (Kind == TokenKind.Identifier && Classify(_current.Text) == NameKind.Variable);
        if (!isArgument)
            Unexpected(", expecting $(n) or $n or variable");
        var target = ParsePrimary();
        Expect(TokenKind.RightParen);
        _depth++;
        return new Expression.ArgumentAddress(target, Since(start));
    }
}
