namespace Postern.Mfl.Syntax;

/// <summary>A remembered line and column.</summary>
internal readonly record struct SourceMark(int Line, int Column);
