namespace Postern.Mfl.Syntax;

/// <summary>What a part of a string stands for.</summary>
internal enum StringPieceKind
{
    Literal,
    Variable,
    Macro,
    BackReference,
    Argument,
    ArgumentCount,
}
