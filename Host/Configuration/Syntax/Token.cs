using Postern.Abstractions.Configuration;

namespace Postern.Configuration.Syntax;

internal readonly record struct Token(TokenKind Kind, string Text, SourcePlace Place)
{
    public bool IsText => Kind is TokenKind.Word or TokenKind.QuotedString or TokenKind.HereDocument;

    public string Describe() => Kind switch
    {
        TokenKind.Word => $"`{Text}'",
        TokenKind.QuotedString => $"\"{Text}\"",
        TokenKind.HereDocument => "a here-document",
        TokenKind.EndOfFile => "the end of the file",
        _ => $"`{Text}'",
    };
}
