namespace Postern.Mfl.Regex;

/// <summary>Conditions on the characters before and after a position.</summary>
internal enum RegexAnchor : byte
{
    LineFirst,
    LineLast,
    BufferFirst,
    BufferLast,
    WordFirst,
    WordLast,
    InsideWord,
    InsideNotWord,
}
