using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>A token.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Place">Its text.</param>
/// <param name="Text">Word, name, or contents of a string without expansions.</param>
/// <param name="Number">Value of a number; number of an argument or back reference.</param>
/// <param name="Pieces">The parts of a string with expansions.</param>
/// <param name="Flags">The regex flags in force once this token had been read.</param>
internal readonly record struct Token(
    TokenKind Kind, SourcePlace Place, string Text, long Number, IReadOnlyList<StringPiece>? Pieces, RegexFlags Flags)
{
    /// <summary>The type that a <see cref="TokenKind.DataType"/> or <see cref="TokenKind.TypeCast"/> names.</summary>
    public MflType Type => Text == "string" ? MflType.String : MflType.Number;
}
