using Postern.Abstractions.Configuration;
using Postern.Mfl.Outline;

namespace Postern.Daemon.LanguageServer;

/// <summary>Which declarations a line of a file can see.</summary>
internal static class Names
{
    /// <summary>The declaration that a name stands for on a line: the innermost one, as the language resolves it.</summary>
    public static MflSymbol? Resolve(MflOutline outline, Document document, int line, string name) => Visible(outline, document, line)
        .Where(symbol => symbol.Name == name && symbol.Kind is not (MflSymbolKind.Module or MflSymbolKind.Handler))
        .OrderBy(static symbol => symbol.Container is null)
        .ThenBy(symbol => !IsIn(symbol.Place, document))
        .FirstOrDefault();

    public static IEnumerable<MflSymbol> Visible(MflOutline outline, Document document, int line) => outline.Symbols.Where(symbol =>
        symbol.Container is { } container
            ? IsIn(container, document) && container.Line <= line + 1 && line + 1 <= container.EndLine
            : symbol.IsPublic || symbol.Module == "top");

    public static bool IsIn(SourcePlace place, Document document) => place.File == document.Path;
}
