using System.Text.Json.Nodes;
using Postern.Mfl;
using Postern.Mfl.Outline;

namespace Postern.Daemon.LanguageServer;

/// <summary>Shows the signature of the call that is being written.</summary>
internal sealed class SignatureProvider(Workspace workspace)
{
    /// <summary>How far back a call may begin, in characters.</summary>
    private const int Reach = 4000;

    public JsonNode? Find(Document document, int line, int character)
    {
        TextLines lines = document.Lines;
        int end = lines.OffsetOf(line, character);
        if (FindCall(lines.Text, end) is not { } call)
            return null;
        string? label = Names.Resolve(workspace.Examine(document), document, line, call.Name) is { Kind: MflSymbolKind.Function } symbol ? symbol.Detail
            : workspace.Functions.TryFind(call.Name, out CatalogFunction? function) ? HoverProvider.Signature(function)
            : null;
        return label is null ? null : new JsonObject
        {
            ["signatures"] = new JsonArray(new JsonObject { ["label"] = label, ["parameters"] = ParametersOf(label) }),
            ["activeSignature"] = 0,
            ["activeParameter"] = call.Argument,
        };
    }

    private static JsonArray ParametersOf(string label)
    {
        string list = label[(label.IndexOf('(', StringComparison.Ordinal) + 1)..label.LastIndexOf(')')];
        return new JsonArray([.. list.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static parameter => new JsonObject { ["label"] = parameter })]);
    }

    /// <summary>The innermost call that is open before a place in the text, and which argument is under way.</summary>
    private static (string Name, int Argument)? FindCall(string text, int end)
    {
        int depth = 0;
        int argument = 0;
        for (int i = end - 1; i >= 0 && i > end - Reach; i--)
        {
            switch (text[i])
            {
                case ')':
                    depth++;
                    break;
                case '(' when depth > 0:
                    depth--;
                    break;
                case '(':
                    int start = i;
                    while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] == '_'))
                        start--;
                    return start < i ? (text[start..i], argument) : null;
                case ',' when depth == 0:
                    argument++;
                    break;
                default:
                    break;
            }
        }

        return null;
    }
}
