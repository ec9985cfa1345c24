using System.Text;
using Postern.Abstractions.Configuration;

namespace Postern.Configuration.Syntax;

/// <summary>
/// Reads the statements of one file. Keywords are not looked at here, so that a plugin's statements parse like the host's.
/// <code>
/// file      = *statement
/// statement = keyword *value ";" / keyword *value "{" *statement "}" [";"]
/// value     = word / 1*quoted / here-document / "(" [value *("," value)] ")"
/// </code>
/// After a mistake reading goes on behind the next semicolon, so that one run shows several.
/// </summary>
internal sealed class ConfigurationParser
{
    private readonly ConfigurationLexer _lexer;
    private readonly ConfigurationProblems _problems;
    private readonly ConfigurationLimits _limits;
    private Token _token;
    private int _statements;
    private bool _abandoned;
    private bool _reported;

    private ConfigurationParser(ConfigurationLexer lexer, ConfigurationProblems problems, ConfigurationLimits limits)
    {
        _lexer = lexer;
        _problems = problems;
        _limits = limits;
        _token = lexer.Next();
    }

    /// <summary>Parses <paramref name="text"/>, whose characters are bytes; mistakes go to <paramref name="problems"/>.</summary>
    public static IReadOnlyList<ConfigurationStatement> Parse(
        string file, string text, ConfigurationProblems problems, ConfigurationLimits limits)
    {
        var parser = new ConfigurationParser(new ConfigurationLexer(file, text, problems), problems, limits);
        return parser.Statements(0, default);
    }

    private List<ConfigurationStatement> Statements(int depth, SourcePlace open)
    {
        var statements = new List<ConfigurationStatement>();
        while (!_abandoned)
        {
            switch (_token.Kind)
            {
                case TokenKind.EndOfFile:
                    if (depth > 0)
                        _problems.Error(open, "the block that begins here is not closed; expected } before the end of the file");
                    return statements;
                case TokenKind.CloseBrace when depth > 0:
                    return statements;
                case TokenKind.CloseBrace:
                    _problems.Error(_token.Place, "unexpected `}': no block is open");
                    Advance();
                    break;
                case TokenKind.Semicolon:
                    Advance();
                    break;
                case TokenKind.Word:
                    if (Statement(depth) is { } statement)
                        statements.Add(statement);
                    break;
                default:
                    Expected("a statement");
                    Recover();
                    break;
            }
        }

        return statements;
    }

    private ConfigurationStatement? Statement(int depth)
    {
        if (++_statements > _limits.Statements)
            return Abandon($"more than {_limits.Statements} statements");
        Token keyword = _token;
        Advance();
        var values = new List<ConfigurationValue>();
        while (Value(0) is { } value)
            values.Add(value);

        if (_token.Kind == TokenKind.Semicolon)
        {
            SourcePlace place = Join(keyword.Place, _token.Place);
            Advance();
            return new ConfigurationStatement(keyword.Text, values, null, place);
        }

        if (_token.Kind == TokenKind.OpenBrace)
            return Block(keyword, values, depth);

        Expected($"a value, {{ or ; after `{keyword.Text}'");
        Recover();
        return null;
    }

    private ConfigurationStatement? Block(Token keyword, List<ConfigurationValue> label, int depth)
    {
        if (depth >= _limits.Depth)
            return Abandon($"blocks nest deeper than {_limits.Depth}");
        SourcePlace open = _token.Place;
        Advance();
        List<ConfigurationStatement> body = Statements(depth + 1, open);
        if (_token.Kind != TokenKind.CloseBrace)
            return null;
        SourcePlace place = Join(keyword.Place, _token.Place);
        Advance();
        if (_token.Kind == TokenKind.Semicolon)
            Advance();
        return new ConfigurationStatement(keyword.Text, label, body, place);
    }

    private ConfigurationValue? Value(int depth)
    {
        if (_token.Kind == TokenKind.OpenParenthesis)
            return List(depth);
        if (!_token.IsText)
            return null;
        Token first = _token;
        Advance();
        if (first.Kind != TokenKind.QuotedString || _token.Kind != TokenKind.QuotedString)
            return new ConfigurationValue(first.Text, null, first.Place);

        // Strings side by side are one string.
        var text = new StringBuilder(first.Text);
        SourcePlace place = first.Place;
        while (_token.Kind == TokenKind.QuotedString)
        {
            text.Append(_token.Text);
            place = Join(place, _token.Place);
            Advance();
        }

        return new ConfigurationValue(text.ToString(), null, place);
    }

    private ConfigurationValue? List(int depth)
    {
        if (depth >= _limits.Depth)
        {
            Abandon($"lists nest deeper than {_limits.Depth}");
            return null;
        }

        SourcePlace open = _token.Place;
        Advance();
        var elements = new List<ConfigurationValue>();
        while (_token.Kind != TokenKind.CloseParenthesis)
        {
            if (Value(depth + 1) is not { } element)
            {
                Expected("a value or ) in the list");
                return null;
            }

            elements.Add(element);
            if (_token.Kind == TokenKind.Comma)
                Advance();
            else if (_token.Kind != TokenKind.CloseParenthesis)
            {
                Expected(", or ) in the list");
                return null;
            }
        }

        SourcePlace place = Join(open, _token.Place);
        Advance();
        return new ConfigurationValue("", elements, place);
    }

    private void Advance() => _token = _lexer.Next();

    private void Expected(string what)
    {
        // The lexer has reported a bad token; one mistake is told once.
        if (_token.Kind != TokenKind.Bad && !_abandoned && !_reported)
            _problems.Error(_token.Place, $"expected {what}, found {_token.Describe()}");
        _reported = true;
    }

    private void Recover()
    {
        int depth = 0;
        while (!_abandoned && _token.Kind != TokenKind.EndOfFile)
        {
            if (_token.Kind == TokenKind.OpenBrace)
                depth++;
            else if (_token.Kind == TokenKind.CloseBrace && depth-- == 0)
                break;
            bool ends = depth == 0 && _token.Kind is TokenKind.Semicolon or TokenKind.CloseBrace;
            Advance();
            if (ends && depth == 0)
                break;
        }

        _reported = false;
    }

    private ConfigurationStatement? Abandon(string limit)
    {
        if (!_abandoned)
            _problems.Error(_token.Place, $"{limit}; this is taken for a mistake, the rest is not read");
        _abandoned = true;
        return null;
    }

    private static SourcePlace Join(SourcePlace first, SourcePlace last) =>
        first with { EndLine = last.EndLine, EndColumn = last.EndColumn };
}
