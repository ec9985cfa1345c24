using System.Text.Json.Nodes;
using Postern.Abstractions.Configuration;
using Postern.Mfl.Outline;

namespace Postern.Daemon.LanguageServer;

/// <summary>Lists what a file declares: handlers, functions, variables, constants, exceptions.</summary>
internal sealed class SymbolProvider(Workspace workspace)
{
    public JsonNode List(Document document)
    {
        var symbols = new JsonArray();
        foreach (MflSymbol symbol in workspace.Examine(document).Symbols)
        {
            if (Names.IsIn(symbol.Place, document) && KindOf(symbol.Kind) is { } kind)
            {
                symbols.Add(new JsonObject
                {
                    ["name"] = symbol.Name,
                    ["detail"] = symbol.Detail,
                    ["kind"] = kind,
                    ["range"] = document.Lines.RangeOf(Around(symbol)),
                    ["selectionRange"] = document.Lines.RangeOf(symbol.Place),
                });
            }
        }

        return symbols;
    }

    /// <summary>Editors want the name within the extent.</summary>
    private static SourcePlace Around(MflSymbol symbol)
    {
        (SourcePlace place, SourcePlace extent) = (symbol.Place, symbol.Extent);
        if ((place.Line, place.Column).CompareTo((extent.Line, extent.Column)) < 0)
            extent = extent with { Line = place.Line, Column = place.Column };
        return (place.EndLine, place.EndColumn).CompareTo((extent.EndLine, extent.EndColumn)) > 0
            ? extent with { EndLine = place.EndLine, EndColumn = place.EndColumn }
            : extent;
    }

    private static int? KindOf(MflSymbolKind kind) => kind switch
    {
        MflSymbolKind.Function => 12,
        MflSymbolKind.Variable => 13,
        MflSymbolKind.Constant => 14,
        MflSymbolKind.Exception => 22,
        MflSymbolKind.Handler => 24,
        _ => null,
    };
}
