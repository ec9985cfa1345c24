using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>A part of a string or here-document.</summary>
/// <param name="Kind">Literal text, or what is expanded.</param>
/// <param name="Text">The text, or the name of the variable or macro.</param>
/// <param name="Number">The number of a back reference or argument.</param>
/// <param name="Place">The part within the source.</param>
internal readonly record struct StringPiece(StringPieceKind Kind, string Text, int Number, SourcePlace Place);
