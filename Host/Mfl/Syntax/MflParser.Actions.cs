using System.Globalization;
using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content>Reply and header actions (manual node "Actions").</content>
internal sealed partial class MflParser
{
    private const int LowestReplyCode = 200;
    private const int HighestReplyCode = 599;

    private static readonly string[] RestrictedHandlers = ["begin", "end", "startup", "shutdown"];

    /// <summary><c>accept</c>, <c>continue</c>, <c>discard</c>; only accept takes arguments, and ignores them.</summary>
    private Statement.Reply ParsePlainReply(ReplyAction action)
    {
        var place = Advance().Place;
        CheckReplyAllowed(place);
        if (action != ReplyAction.Accept || !AtReplyCode())
            return new Statement.Reply(action, null, null, null, place);
        _diagnostics.Warning(place, "arguments are ignored for accept");
        ParseReplyWords(out _, out _, out _);
        return new Statement.Reply(action, null, null, null, place);
    }

    /// <summary><c>reject</c> and <c>tempfail</c>: <c>CODE [X.Y.Z] [MESSAGE]</c> or <c>([CODE], [XCODE], [MESSAGE])</c>.</summary>
    private Statement.Reply ParseReply(ReplyAction action)
    {
        var place = Advance().Place;
        CheckReplyAllowed(place);
        Expression? code = null, extended = null, message = null;
        if (TryTake(TokenKind.LeftParen))
        {
            code = ParseReplyArgument(TokenKind.Comma);
            Expect(TokenKind.Comma);
            extended = ParseExtendedCodeArgument();
            Expect(TokenKind.Comma);
            message = ParseReplyArgument(TokenKind.RightParen);
            Expect(TokenKind.RightParen);
        }
        else if (AtReplyCode())
        {
            ParseReplyWords(out code, out extended, out message);
        }

        return new Statement.Reply(action, code, extended, message, place);
    }

    private void CheckReplyAllowed(SourcePlace place)
    {
        if (_scope is { Handler: { } kind, CatchDepth: 0 }
            && (kind == HandlerKind.Action || Array.IndexOf(RestrictedHandlers, HandlerNames.NameOf(kind)) >= 0))
            Report(place, $"Sendmail action is not allowed in {HandlerNames.NameOf(kind)} block");
    }

    private bool AtReplyCode() => !_panic
        && (Kind == TokenKind.Number
            || (Kind == TokenKind.Identifier && Classify(_current.Text) == NameKind.Constant
                && _names.Constants[_current.Text].Type == MflType.Number));

    private void ParseReplyWords(out Expression code, out Expression? extended, out Expression? message)
    {
        extended = null;
        var token = _current;
        code = ParseLiteral(", expecting a reply code");
        if (token.Kind == TokenKind.Number && token.Number is < LowestReplyCode or > HighestReplyCode)
            Report(token.Place, "invalid SMTP reply code");
        if (!_panic && Kind == TokenKind.Number)
        {
            var first = Advance();
            Expect(TokenKind.Dot);
            var second = Expect(TokenKind.Number);
            Expect(TokenKind.Dot);
            var third = Expect(TokenKind.Number);
            extended = ExtendedCode(first, second, third);
        }

        message = StartsExpression() ? ParseExpression() : null;
    }

    private Expression.Text ExtendedCode(Token first, Token second, Token third) => new(
        string.Create(CultureInfo.InvariantCulture, $"{first.Number}.{second.Number}.{third.Number}"), Since(first.Place));

    private Expression? ParseReplyArgument(TokenKind end) => _panic || Kind == end ? null : ParseReplyExpression(end);

    private Expression? ParseReplyExpression(TokenKind end)
    {
        if (StartsExpression())
            return ParseExpression();
        Unexpected(", expecting " + TokenNames.Of(end));
        return null;
    }

    /// <summary>The second argument: <c>5.7.1</c> is one code here, not a concatenation.</summary>
    private Expression? ParseExtendedCodeArgument()
    {
        var start = _current.Place;
        if (ParseReplyArgument(TokenKind.Comma) is not { } value)
            return null;
        return value is Expression.Binary
        {
            Operator: BinaryOperator.Concatenate,
            Left: Expression.Binary
            {
                Operator: BinaryOperator.Concatenate,
                Left: Expression.Number first,
                Right: Expression.Number second,
            },
            Right: Expression.Number third,
        }
            ? new Expression.Text(string.Create(CultureInfo.InvariantCulture, $"{first.Value}.{second.Value}.{third.Value}"), Since(start))
            : value;
    }

    /// <summary><c>add NAME VALUE</c>, <c>replace NAME VALUE</c>, <c>delete NAME</c>.</summary>
    private Statement.Header ParseHeader(HeaderAction action)
    {
        var start = Advance().Place;
        var name = ParseLiteral(", expecting string or number");
        var value = action == HeaderAction.Delete ? null : ParseExpression();
        var place = Since(start);
        if (_scope is { Handler: HandlerKind.End or HandlerKind.Startup or HandlerKind.Shutdown, CatchDepth: 0 })
            Report(place, $"header action is not allowed in {_scope.Name} block");
        return new Statement.Header(action, name, value, place);
    }
}
