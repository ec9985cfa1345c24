using System.Text.Json.Nodes;
using Postern.Abstractions.Configuration;
using Postern.Mfl.Diagnostics;

namespace Postern.Daemon.LanguageServer;

/// <summary>Turns what the compiler says of a file and of those that it includes or requires into the messages of the protocol.</summary>
internal sealed class DiagnosticsProvider(Workspace workspace)
{
    private const int Error = 1;
    private const int Warning = 2;

    public JsonObject Of(Document document)
    {
        var items = new JsonArray();
        foreach (Diagnostic diagnostic in workspace.Examine(document).Diagnostics)
            items.Add(Describe(document, diagnostic));
        var result = new JsonObject { ["uri"] = document.Uri, ["diagnostics"] = items };
        if (document.Version is { } version)
            result["version"] = version;
        return result;
    }

    private static JsonObject Describe(Document document, Diagnostic diagnostic)
    {
        // What is wrong in another file is shown at the top of this one, with its place.
        SourcePlace place = diagnostic.Place;
        bool isHere = Names.IsIn(place, document);
        return new JsonObject
        {
            ["range"] = isHere ? document.Lines.RangeOf(place) : TextLines.Range(0, 0, 0, document.Lines[0].Length),
            ["severity"] = diagnostic.Severity == DiagnosticSeverity.Error ? Error : Warning,
            ["source"] = "postern",
            ["message"] = isHere || string.IsNullOrEmpty(place.File) ? diagnostic.Text : $"{place}: {diagnostic.Text}",
        };
    }
}
