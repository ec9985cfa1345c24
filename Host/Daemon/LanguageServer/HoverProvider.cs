using System.Text;
using System.Text.Json.Nodes;
using Postern.Mfl;
using Postern.Mfl.Outline;

namespace Postern.Daemon.LanguageServer;

/// <summary>Tells what a name is: its declaration, where it comes from, and its documentation.</summary>
internal sealed class HoverProvider(Workspace workspace, Func<string, string> documentationOf)
{
    public JsonNode? Hover(Document document, int line, int character)
    {
        string word = document.WordAt(line, character);
        if (word.Length == 0)
            return null;
        string? text = Describe(document, line, word, document.Before(line, character));
        return text is null ? null : new JsonObject { ["contents"] = new JsonObject { ["kind"] = "markdown", ["value"] = text } };
    }

    /// <summary>A function's signature with the names of its parameters.</summary>
    public static string Signature(CatalogFunction function)
    {
        MflSignature signature = function.Signature;
        IReadOnlyList<string> names = function.ParameterNames;
        var words = new StringBuilder(NameOf(signature.Result)).Append(' ').Append(function.Name).Append(" (");
        for (int i = 0; i < signature.Parameters.Count; i++)
        {
            if (i > 0 || i == signature.Mandatory)
                words.Append(i == signature.Mandatory ? "; " : ", ");
            words.Append(NameOf(signature.Parameters[i])).Append(' ').Append(names[i]);
        }

        if (signature.IsVariadic)
            words.Append(signature.Parameters.Count > 0 ? ", " : "").Append("...");
        return words.Append(')').ToString();
    }

    private static string NameOf(DataType type) => type switch
    {
        DataType.Number => "number",
        DataType.String => "string",
        _ => "void",
    };

    private string? Describe(Document document, int line, string word, string before)
    {
        MflOutline outline = workspace.Examine(document);
        if (before.TrimStart().StartsWith("prog", StringComparison.Ordinal) && MflVocabulary.Handlers.Contains(word))
            return Code($"prog {word}") + "Handler of the milter stage.";
        if (Names.Resolve(outline, document, line, word) is { } symbol)
            return Describe(symbol);
        if (workspace.Functions.TryFind(word, out CatalogFunction? function))
        {
            string raises = function.Description.Raises.Length > 0 ? $"\n\nExceptions: {function.Description.Raises.Replace(" ", ", ", StringComparison.Ordinal)}" : "";
            return Code(Signature(function)) + $"{documentationOf(function.MemberName)}\n\nPlugin {function.Origin}{raises}";
        }

        if (workspace.Functions.Variables.FirstOrDefault(variable => variable.Name == word) is { } provided)
            return Code($"{NameOf(provided.Type)} {provided.Name}") + $"Variable of the plugin {provided.Origin}";
        if (MflVocabulary.Variables.FirstOrDefault(variable => variable.Name == word) is { Name: { } } known)
            return Code(known.Declaration) + "Variable of the host";
        return MflVocabulary.Keywords.Contains(word) ? Code(word) + "Reserved word" : null;
    }

    private string Describe(MflSymbol symbol)
    {
        string comment = CommentAbove.Find(workspace.LinesOf(Path.GetFullPath(symbol.Place.File)), symbol.Extent.Line - 1);
        string module = symbol.Module == "top" ? "" : $"\n\nModule {symbol.Module}";
        return Code(symbol.Detail) + comment + module;
    }

    private static string Code(string text) => $"```mfl\n{text}\n```\n";
}
