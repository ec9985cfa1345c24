using System.Globalization;
using Postern.Abstractions.Configuration;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Dumps;

/// <summary>Tells what the lexer reads (<c>--dump-lex-trace</c>) and what the parser makes of it (<c>--dump-grammar-trace</c>), while they do it.</summary>
/// <param name="tokens">Gets a line per token; <see langword="null"/> for none.</param>
/// <param name="grammar">Gets the constructs with the tokens that they take; <see langword="null"/> for none.</param>
internal sealed class ParseTrace(TextWriter? tokens, TextWriter? grammar)
{
    private int _depth;

    /// <summary>The lexer has read a token, which is now the parser's next.</summary>
    public void Read(Token token) => tokens?.WriteLine($"{token.Place}: {Describe(token)}");

    /// <summary>The parser has taken a token.</summary>
    public void Take(Token token) => Line($"{token.Place}: takes {Describe(token)}");

    /// <summary>The parser expects a construct from here on.</summary>
    public void Begin(string construct, SourcePlace place)
    {
        Line(string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Line}.{place.Column}: {construct}"));
        _depth++;
    }

    /// <summary>The parser has read the construct begun last; <see langword="null"/> when it could not.</summary>
    public void End(string construct, SyntaxNode? node)
    {
        _depth = Math.Max(0, _depth - 1);
        Line(node is null ? $"no {construct}" : $"{node.Place}: {construct}: {node.GetType().Name.ToLowerInvariant()}");
    }

    /// <summary>The parser goes on after an error from the next token that can begin something.</summary>
    public void Fail(SourcePlace place, string text) => Line($"{place}: error: {text}");

    private void Line(string text) => grammar?.WriteLine(new string(' ', _depth * 2) + text);

    private static string Describe(Token token) => token.Kind switch
    {
        TokenKind.Number or TokenKind.Argument or TokenKind.BackReference =>
            string.Create(CultureInfo.InvariantCulture, $"{TokenNames.Of(token.Kind)} {token.Number}"),
        TokenKind.ComposedText => $"{TokenNames.Of(token.Kind)} of {token.Pieces?.Count ?? 0} pieces",
        _ when token.Text.Length > 0 && token.Text != TokenNames.Of(token.Kind) => $"{TokenNames.Of(token.Kind)} \"{token.Text}\"",
        _ => TokenNames.Of(token.Kind),
    };
}
