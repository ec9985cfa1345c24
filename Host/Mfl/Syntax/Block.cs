using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>A list of statements.</summary>
internal sealed record Block(IReadOnlyList<Statement> Statements, SourcePlace Place) : SyntaxNode(Place);
