namespace Postern.Mfl.Runtime;

/// <summary>A piece of a replacement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text of a literal.</param>
/// <param name="Group">The group, 0 for the whole match.</param>
internal readonly record struct TransformPiece(TransformPieceKind Kind, string Text = "", int Group = 0);
