using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Postern.Abstractions.Configuration;
using Postern.Mfl.Outline;

namespace Postern.Daemon.LanguageServer;

/// <summary>Finds where a name is declared, in whatever file.</summary>
internal sealed partial class DefinitionProvider(Workspace workspace)
{
    public JsonNode? Find(Document document, int line, int character)
    {
        MflOutline outline = workspace.Examine(document);
        if (ModuleName().Match(document.Lines[line]) is { Success: true } statement)
        {
            string name = statement.Groups["name"].Value.Trim('"', '\'');
            if (outline.Symbols.FirstOrDefault(symbol => symbol.Kind == MflSymbolKind.Module && symbol.Name == name) is { } module)
                return Location(module.Place);
        }

        if (IncludedName().Match(document.Lines[line]) is { Success: true } include)
            return workspace.FindIncluded(document, include.Groups["name"].Value) is { } file ? Location(new SourcePlace(file, 1, 1, 1, 1)) : null;
        return Names.Resolve(outline, document, line, document.WordAt(line, character)) is { } found ? Location(found.Place) : null;
    }

    private JsonObject Location(SourcePlace place)
    {
        string path = Path.GetFullPath(place.File);
        return new JsonObject { ["uri"] = workspace.UriOf(path), ["range"] = workspace.LinesOf(path).RangeOf(place) };
    }

    [GeneratedRegex(@"^\s*(?:require|from)\s+(?<name>[^\s.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex ModuleName();

    [GeneratedRegex(@"^\s*#\s*include(?:_once)?\s+[""<](?<name>[^"">]+)", RegexOptions.NonBacktracking)]
    private static partial Regex IncludedName();
}
