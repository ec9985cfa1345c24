using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;

namespace Postern.Mfl.Syntax;

/// <summary>Reads MFL (manual chapter "Mail Filtering Language") into a syntax tree.</summary>
internal sealed partial class MflParser
{
    /// <summary>Parses a main source with all that it includes and requires. Never throws on a bad source: look at
    /// <paramref name="diagnostics"/>; the tree holds what could be understood.</summary>
    public static ProgramSyntax Parse(SourceText text, ParserOptions options, DiagnosticBag diagnostics)
    {
        var place = new SourcePlace(text.FileName, 1, 1, 1, 1);
        diagnostics.Error(place, "the parser is not there yet");
        return new ProgramSyntax(place, new ModuleSyntax(place, text.FileName, "", "top", false, SymbolVisibility.Public, []), [], []);
    }
}
