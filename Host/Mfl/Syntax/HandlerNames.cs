using System.Collections.Frozen;

namespace Postern.Mfl.Syntax;

/// <summary>The names and arguments of handlers (manual nodes "Handlers", "Special handlers").</summary>
internal static class HandlerNames
{
    private static readonly FrozenDictionary<string, HandlerKind> Kinds = new Dictionary<string, HandlerKind>(StringComparer.Ordinal)
    {
        ["connect"] = HandlerKind.Connect,
        ["helo"] = HandlerKind.Helo,
        ["envfrom"] = HandlerKind.Envfrom,
        ["envrcpt"] = HandlerKind.Envrcpt,
        ["data"] = HandlerKind.Data,
        ["header"] = HandlerKind.Header,
        ["eoh"] = HandlerKind.Eoh,
        ["body"] = HandlerKind.Body,
        ["eom"] = HandlerKind.Eom,
        ["begin"] = HandlerKind.Begin,
        ["end"] = HandlerKind.End,
        ["startup"] = HandlerKind.Startup,
        ["shutdown"] = HandlerKind.Shutdown,
        ["action"] = HandlerKind.Action,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> All => Kinds.Keys;

    public static HandlerKind? KindOf(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    public static string NameOf(HandlerKind kind) => Kinds.First(pair => pair.Value == kind).Key;

    /// <summary>The highest <c>$N</c> that a handler may use; as in the reference, more than some are passed.</summary>
    public static int MaxArgument(HandlerKind kind) => kind switch
    {
        HandlerKind.Connect or HandlerKind.Helo or HandlerKind.Envfrom or HandlerKind.Envrcpt or HandlerKind.Header or HandlerKind.Body => 4,
        HandlerKind.Action => 6,
        _ => 0,
    };

    /// <summary>The type of <c>$N</c> in a handler.</summary>
    public static MflType ArgumentType(HandlerKind kind, int number) => (kind, number) switch
    {
        (HandlerKind.Connect, 2 or 3) or (HandlerKind.Body, 1 or 2) or (HandlerKind.Action, 1 or 6) => MflType.Number,
        _ => MflType.String,
    };
}
