using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Daemon.LanguageServer;

/// <summary>Takes values out of the parameters of a message, which anybody may have written.</summary>
internal static class Parameters
{
    /// <exception cref="RpcException">There is no such string.</exception>
    public static string Text(JsonNode? node, string name) =>
        Member(node, name) is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw new RpcException(RpcErrors.InvalidParameters, $"`{name}' is missing, or is no string");

    public static int? Number(JsonNode? node, string name) => Member(node, name) is JsonValue value && value.TryGetValue(out int number) ? number : null;

    /// <exception cref="RpcException">There is no such array.</exception>
    public static JsonArray Items(JsonNode? node, string name) =>
        Member(node, name) as JsonArray ?? throw new RpcException(RpcErrors.InvalidParameters, $"`{name}' is missing, or is no array");

    /// <exception cref="RpcException">It is no position.</exception>
    public static (int Line, int Character) Position(JsonNode? node) => Number(node, "line") is { } line && Number(node, "character") is { } character
        ? (line, character)
        : throw new RpcException(RpcErrors.InvalidParameters, "expected a position with `line' and `character'");

    public static JsonNode? Member(JsonNode? node, string name) => node is JsonObject item && item.TryGetPropertyValue(name, out JsonNode? member) ? member : null;
}
