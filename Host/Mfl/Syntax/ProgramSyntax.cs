using Postern.Abstractions.Configuration;

namespace Postern.Mfl.Syntax;

/// <summary>A whole program: the main source and every module it needs, directly or not.</summary>
/// <param name="Place">The main source.</param>
/// <param name="Main">The main source file.</param>
/// <param name="Modules">Required modules, each once, in the order in which their loading ended: a module stands after those it needs.</param>
/// <param name="Pragmas">All pragmas but <c>regex</c>, of all sources, in the order in which they were met.</param>
internal sealed record ProgramSyntax(
    SourcePlace Place, ModuleSyntax Main, IReadOnlyList<ModuleSyntax> Modules, IReadOnlyList<PragmaSyntax> Pragmas)
    : SyntaxNode(Place);
