using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <content><c>poll [for] ADDRESS [host HOST] [from DOMAIN] [as SENDER]</c>, in any order (manual node "Polling").</content>
internal sealed partial class MflParser
{
    private Expression ParsePoll(SourcePlace on)
    {
        var start = Advance().Place;
        Expression? address = null, host = null, domain = null, sender = null;
        if (Kind == TokenKind.Do)
            Unexpected("");
        while (!_panic && Kind != TokenKind.Do)
        {
            switch (Kind == TokenKind.Identifier ? _current.Text : TokenNames.Of(Kind))
            {
                case "host":
                    host = ParsePollPart();
                    break;
                case "from":
                    domain = ParsePollPart();
                    break;
                case "as":
                    sender = ParsePollPart();
                    break;
                case "for":
                    address = ParsePollPart();
                    break;
                default:
                    address = ParseExpression();
                    break;
            }
        }

        var place = Since(start);
        if (address == null && !_panic)
            Report(place, "recipient address not specified in `on poll' construct");
        address ??= new Expression.Text("", place);
        domain ??= PollDefault("ehlo_domain", place);
        sender ??= PollDefault("mailfrom_address", place);
        return host == null
            ? MakePoll("stdpoll", [address, domain, sender], on, place)
            : MakePoll("strictpoll", [host, address, domain, sender], on, place);
    }

    private Expression MakePoll(string function, IReadOnlyList<Expression> arguments, SourcePlace on, SourcePlace place)
    {
        if (_names.Functions.TryGetValue(function, out var symbol))
            return new Expression.Call(symbol, arguments, place);
        if (!_options.IsBuiltInFunction(function) && !_panic)
            Report(on, "`on poll' used without prior `require poll'");
        return new Expression.BuiltInCall(function, arguments, _current.Flags, place);
    }

    private Expression ParsePollPart()
    {
        Advance();
        return ParseExpression();
    }

    private Expression PollDefault(string variable, SourcePlace place) =>
        FindVariable(variable) is { } symbol ? new Expression.Variable(symbol, place) : new Expression.Text("", place);
}
