using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>A node of the syntax tree.</summary>
/// <param name="Place">The text it was read from.</param>
internal abstract record SyntaxNode(SourcePlace Place);
