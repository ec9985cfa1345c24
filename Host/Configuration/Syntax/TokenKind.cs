namespace Postern.Configuration.Syntax;

internal enum TokenKind
{
    Word,
    QuotedString,
    HereDocument,
    OpenBrace,
    CloseBrace,
    OpenParenthesis,
    CloseParenthesis,
    Comma,
    Semicolon,
    EndOfFile,

    /// <summary>Something that has been reported already.</summary>
    Bad,
}
