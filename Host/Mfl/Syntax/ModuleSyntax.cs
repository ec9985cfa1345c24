using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>One compilation unit, its includes expanded in place.</summary>
/// <param name="Place">The unit's first character.</param>
/// <param name="FileName">The file it was read from.</param>
/// <param name="RequiredAs">The name in the first <c>require</c> or <c>from</c>; empty for the main source.</param>
/// <param name="Name">The declared name; the file's name without a declaration; <c>top</c> for the main source.</param>
/// <param name="IsDeclared">Whether the source has a <c>module</c> declaration.</param>
/// <param name="DefaultVisibility">Visibility of symbols without a qualifier.</param>
/// <param name="Declarations">What it declares, in source order.</param>
internal sealed record ModuleSyntax(
    SourcePlace Place, string FileName, string RequiredAs, string Name, bool IsDeclared,
    SymbolVisibility DefaultVisibility, IReadOnlyList<Declaration> Declarations) : SyntaxNode(Place);
