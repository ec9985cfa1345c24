namespace Postern.Mfl.Regex;

internal enum PatternTokenKind
{
    End,
    Character,
    TrailingBackslash,
    Alternation,
    Star,
    Plus,
    Question,
    OpenInterval,
    CloseInterval,
    OpenGroup,
    CloseGroup,
    OpenBracket,
    AnyCharacter,
    BackReference,
    Anchor,
    WordBoundary,
    NotWordBoundary,
    WordCharacter,
    NotWordCharacter,
    SpaceCharacter,
    NotSpaceCharacter,
}
