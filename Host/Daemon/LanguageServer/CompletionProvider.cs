using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Postern.Mfl;
using Postern.Mfl.Outline;

namespace Postern.Daemon.LanguageServer;

/// <summary>Offers the words that may stand at a position.</summary>
internal sealed partial class CompletionProvider(Workspace workspace)
{
    private const int Function = 3;
    private const int Variable = 6;
    private const int Module = 9;
    private const int Keyword = 14;
    private const int EnumMember = 20;
    private const int Constant = 21;
    private const int Event = 23;

    public JsonNode Complete(Document document, int line, int character)
    {
        string before = document.Before(line, character);
        var items = new JsonArray();
        foreach ((string name, int kind, string detail) in Words(document, line, before).DistinctBy(static word => word.Name).OrderBy(static word => word.Name, StringComparer.Ordinal))
            items.Add(new JsonObject { ["label"] = name, ["kind"] = kind, ["detail"] = detail });
        return new JsonObject { ["isIncomplete"] = false, ["items"] = items };
    }

    private IEnumerable<(string Name, int Kind, string Detail)> Words(Document document, int line, string before)
    {
        if (AfterModule().IsMatch(before))
            return Modules(document);
        if (AfterProg().IsMatch(before))
            return MflVocabulary.Handlers.Select(static name => (name, Event, "handler"));
        if (AfterPragma().IsMatch(before))
            return MflVocabulary.Pragmas.Select(static name => (name, Keyword, "pragma"));
        IReadOnlyList<MflSymbol> symbols = [.. Names.Visible(workspace.Examine(document), document, line)];
        IEnumerable<(string, int, string)> variables =
        [
            .. symbols.Where(static symbol => symbol.Kind is MflSymbolKind.Local or MflSymbolKind.Parameter or MflSymbolKind.Variable)
                .Select(static symbol => (symbol.Name, Variable, symbol.Detail)),
            .. workspace.Functions.Variables.Select(static variable => (variable.Name, Variable, $"plugin {variable.Origin}")),
            .. MflVocabulary.Variables.Select(static variable => (variable.Name, Variable, variable.Declaration)),
        ];
        if (AfterPercent().IsMatch(before))
            return variables;
        IEnumerable<(string, int, string)> exceptions =
        [
            .. symbols.Where(static symbol => symbol.Kind == MflSymbolKind.Exception).Select(static symbol => (symbol.Name, EnumMember, symbol.Detail)),
            .. MflVocabulary.Exceptions.Select(static name => (name, EnumMember, "module status")),
        ];
        return AfterException().IsMatch(before)
            ? exceptions
            :
            [
                .. variables,
                .. exceptions,
                .. symbols.Where(static symbol => symbol.Kind == MflSymbolKind.Function).Select(static symbol => (symbol.Name, Function, symbol.Detail)),
                .. symbols.Where(static symbol => symbol.Kind == MflSymbolKind.Constant).Select(static symbol => (symbol.Name, Constant, symbol.Detail)),
                .. workspace.Functions.Functions.Select(static function => (function.Name, Function, HoverProvider.Signature(function))),
                .. MflVocabulary.Keywords.Select(static name => (name, Keyword, "")),
            ];
    }

    private IEnumerable<(string, int, string)> Modules(Document document) =>
        workspace.ModulePathOf(document).Where(Directory.Exists)
            .SelectMany(static directory => Directory.EnumerateFiles(directory, "*.mfl"))
            .Where(file => file != document.Path)
            .Select(static file => (Path.GetFileNameWithoutExtension(file), Module, file));

    [GeneratedRegex(@"^\s*(?:require|from)\s+\S*$", RegexOptions.NonBacktracking)]
    private static partial Regex AfterModule();

    [GeneratedRegex(@"^\s*prog\s+\w*$", RegexOptions.NonBacktracking)]
    private static partial Regex AfterProg();

    [GeneratedRegex(@"^\s*#\s*pragma\s+[\w-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex AfterPragma();

    [GeneratedRegex(@"%\{?\w*$", RegexOptions.NonBacktracking)]
    private static partial Regex AfterPercent();

    [GeneratedRegex(@"(?:^|\W)(?:throw|catch)\s+(?:\w+\s+or\s+)*\w*$", RegexOptions.NonBacktracking)]
    private static partial Regex AfterException();
}
