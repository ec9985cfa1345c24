namespace Postern.Mfl.Syntax;

/// <content>Operators. From loosest to tightest: <c>or</c>; <c>and</c>; <c>not</c>; <c>= != matches fnmatches</c>; <c>&lt; &lt;= &gt; &gt;=</c>;
/// <c>.</c>; <c>|</c>; <c>^</c>; <c>&amp;</c>; <c>&lt;&lt; &gt;&gt;</c>; <c>+ -</c>; <c>* / %</c>; unary <c>- ~</c>. That is how the reference
/// implementation groups; the table in manual node "Precedence" puts <c>&amp; ^ |</c> after the comparisons and <c>.</c> last.</content>
internal sealed partial class MflParser
{
    /// <summary>Depth of an expression's tree. Nesting bounds what stands in parentheses; this bounds <c>a . b . c ...</c> too.</summary>
    private const int MaxExpressionDepth = 2000;

    private const int NotLevel = 3;
    private const int EqualityLevel = 4;
    private const int RelationalLevel = 5;

    private static readonly TokenTable<OperatorLevel> BinaryOperators =
        new()
        {
            [TokenKind.Or] = new(1, BinaryOperator.Or),
            [TokenKind.And] = new(2, BinaryOperator.And),
            [TokenKind.Equal] = new(EqualityLevel, BinaryOperator.Equal),
            [TokenKind.NotEqual] = new(EqualityLevel, BinaryOperator.NotEqual),
            [TokenKind.Matches] = new(EqualityLevel, null),
            [TokenKind.FnMatches] = new(EqualityLevel, null),
            [TokenKind.MxMatches] = new(EqualityLevel, null),
            [TokenKind.MxFnMatches] = new(EqualityLevel, null),
            [TokenKind.Less] = new(RelationalLevel, BinaryOperator.Less),
            [TokenKind.LessOrEqual] = new(RelationalLevel, BinaryOperator.LessOrEqual),
            [TokenKind.Greater] = new(RelationalLevel, BinaryOperator.Greater),
            [TokenKind.GreaterOrEqual] = new(RelationalLevel, BinaryOperator.GreaterOrEqual),
            [TokenKind.Dot] = new(6, BinaryOperator.Concatenate),
            [TokenKind.BitOr] = new(7, BinaryOperator.BitOr),
            [TokenKind.BitXor] = new(8, BinaryOperator.BitXor),
            [TokenKind.BitAnd] = new(9, BinaryOperator.BitAnd),
            [TokenKind.ShiftLeft] = new(10, BinaryOperator.ShiftLeft),
            [TokenKind.ShiftRight] = new(10, BinaryOperator.ShiftRight),
            [TokenKind.Plus] = new(11, BinaryOperator.Add),
            [TokenKind.Minus] = new(11, BinaryOperator.Subtract),
            [TokenKind.Star] = new(12, BinaryOperator.Multiply),
            [TokenKind.Slash] = new(12, BinaryOperator.Divide),
            [TokenKind.Percent] = new(12, BinaryOperator.Modulo),
        };

    /// <summary>Depth of the expression parsed last.</summary>
    private int _depth;

    private Expression ParseExpression()
    {
        if (_options.Trace is not { } trace)
            return ParseOperation(1);
        trace.Begin("expression", _current.Place);
        var expression = ParseOperation(1);
        trace.End("expression", expression);
        return expression;
    }

    /// <summary>Parses operators of at least this level and their operands.</summary>
    private Expression ParseOperation(int level)
    {
        if (!Enter())
        {
            Leave();
            return Missing();
        }

        var left = ParseOperand(level);
        var depth = _depth;
        while (!_panic && BinaryOperators.TryGetValue(Kind, out var found) && found.Level >= level)
        {
            var token = Advance();
            var right = ParseOperation(found.Level + 1);
            left = found.Operator is { } binary
                ? new Expression.Binary(binary, left, right, Since(left.Place))
                : new Expression.Match(
                    token.Kind is TokenKind.FnMatches or TokenKind.MxFnMatches,
                    token.Kind is TokenKind.MxMatches or TokenKind.MxFnMatches,
                    left, right, _current.Flags, Since(left.Place));
            depth = Math.Max(depth, _depth) + 1;
            if (depth > MaxExpressionDepth)
            {
                Fail(token.Place, $"expression too long: at most {MaxExpressionDepth} operators in a row; use variables for parts of it");
                Abandon();
            }

            RejectChain(found.Level);
        }

        _depth = depth;
        Leave();
        return left;
    }

    /// <summary>Comparisons do not associate: neither <c>a &lt; b &lt; c</c> nor <c>a = b = c</c>.</summary>
    private void RejectChain(int level)
    {
        if (level is not EqualityLevel and not RelationalLevel
            || !BinaryOperators.TryGetValue(Kind, out var next) || next.Level != level)
        {
            return;
        }

        Unexpected(level == EqualityLevel ? ", expecting < or <= or > or >=" : "");
    }

    private Expression ParseOperand(int level)
    {
        var start = _current.Place;
        switch (Kind)
        {
            case TokenKind.Not when level <= RelationalLevel + 1:
                Advance();
                return Unary(UnaryOperator.Not, ParseOperation(NotLevel), start);
            case TokenKind.Minus:
                Advance();
                return Unary(UnaryOperator.Negate, ParseUnaryOperand(), start);
            case TokenKind.Plus:
                // Says nothing: not even that its operand is a number.
                Advance();
                return ParseUnaryOperand();
            case TokenKind.Tilde:
                Advance();
                return Unary(UnaryOperator.Complement, ParseUnaryOperand(), start);
            default:
                return ParsePrimary();
        }
    }

    private Expression ParseUnaryOperand()
    {
        var operand = Enter() ? ParseOperand(int.MaxValue) : Missing();
        Leave();
        return operand;
    }

    private Expression.Unary Unary(UnaryOperator @operator, Expression operand, Abstractions.Configuration.SourcePlace start)
    {
        _depth++;
        return new Expression.Unary(@operator, operand, Since(start));
    }

    /// <summary>Stands for an expression that was not understood; an error has been reported.</summary>
    private Expression.Number Missing()
    {
        _depth = 1;
        return new Expression.Number(0, _current.Place);
    }

    /// <summary>Whether the current token can start an expression.</summary>
    private bool StartsExpression() => !_panic && Kind switch
    {
        TokenKind.Number or TokenKind.Text or TokenKind.ComposedText or TokenKind.Macro or TokenKind.BackReference
            or TokenKind.Argument or TokenKind.ArgumentCount or TokenKind.ArgumentIndex or TokenKind.TypeCast
            or TokenKind.Sed or TokenKind.Vaptr or TokenKind.Minus or TokenKind.Plus or TokenKind.Tilde or TokenKind.Not
            or TokenKind.LeftParen or TokenKind.At => true,
        TokenKind.Identifier => Classify(_current.Text) != NameKind.Unknown,
        _ => false,
    };
}
