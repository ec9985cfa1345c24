namespace Postern.Mfl.Syntax;

/// <summary>The keywords, and the names under which diagnostics know the tokens.</summary>
internal static class TokenNames
{
    private static readonly TokenTable<string> Names = new()
    {
        [TokenKind.End] = "$end",
        [TokenKind.Undefined] = "$undefined",
        [TokenKind.Identifier] = "identifier",
        [TokenKind.Number] = "number",
        [TokenKind.Text] = "string",
        [TokenKind.ComposedText] = "composed string",
        [TokenKind.Macro] = "MTA macro",
        [TokenKind.BackReference] = "back reference",
        [TokenKind.Argument] = "$n",
        [TokenKind.ArgumentCount] = "$#",
        [TokenKind.RestArguments] = "$@",
        [TokenKind.ArgumentIndex] = "$(n)",
        [TokenKind.DataType] = "data type",
        [TokenKind.TypeCast] = "typecast",
        [TokenKind.MxMatches] = "mx matches",
        [TokenKind.MxFnMatches] = "mx fnmatches",
        [TokenKind.Not] = "!",
        [TokenKind.Equal] = "==",
        [TokenKind.NotEqual] = "!=",
        [TokenKind.Less] = "<",
        [TokenKind.LessOrEqual] = "<=",
        [TokenKind.Greater] = ">",
        [TokenKind.GreaterOrEqual] = ">=",
        [TokenKind.BitAnd] = "&",
        [TokenKind.BitOr] = "|",
        [TokenKind.BitXor] = "^",
        [TokenKind.Tilde] = "~",
        [TokenKind.ShiftLeft] = "<<",
        [TokenKind.ShiftRight] = ">>",
        [TokenKind.Ellipsis] = "...",
        [TokenKind.Dot] = "'.'",
        [TokenKind.Plus] = "'+'",
        [TokenKind.Minus] = "'-'",
        [TokenKind.Star] = "'*'",
        [TokenKind.Slash] = "'/'",
        [TokenKind.Percent] = "'%'",
        [TokenKind.Comma] = "','",
        [TokenKind.LeftParen] = "'('",
        [TokenKind.RightParen] = "')'",
        [TokenKind.Semicolon] = "';'",
        [TokenKind.Colon] = "':'",
        [TokenKind.At] = "'@'",
    };

    // After Names, which it reads
    private static readonly Dictionary<string, object> Keywords = MakeKeywords();

    public static string Of(TokenKind kind) =>
        Names.TryGetValue(kind, out var name) ? name
#pragma warning disable CA1308 // Keywords are written in lower case
        : kind.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    public static IReadOnlyCollection<string> KeywordWords => Keywords.Keys;

    public static TokenKind KeywordOf(string word) => Keywords.TryGetValue(word, out var kind) ? (TokenKind)kind : TokenKind.Identifier;

    /// <summary>Whether a token of this kind is written as a word.</summary>
    public static bool IsWord(TokenKind kind) =>
        kind is TokenKind.Identifier or TokenKind.DataType or TokenKind.TypeCast
        or (>= TokenKind.Accept and <= TokenKind.While and not TokenKind.MxMatches and not TokenKind.MxFnMatches);

    // Boxed, for the reason that TokenTable gives
    private static Dictionary<string, object> MakeKeywords()
    {
        var words = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["number"] = TokenKind.DataType,
            ["string"] = TokenKind.DataType,
        };
        for (var kind = TokenKind.Accept; kind <= TokenKind.While; kind++)
        {
            if (kind is not TokenKind.MxMatches and not TokenKind.MxFnMatches)
                words.Add(kind == TokenKind.Not ? "not" : Of(kind), kind);
        }

        return words;
    }
}
