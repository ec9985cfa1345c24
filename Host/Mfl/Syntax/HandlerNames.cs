namespace Postern.Mfl.Syntax;

/// <summary>The names and arguments of handlers (manual nodes "Handlers", "Special handlers").</summary>
internal static class HandlerNames
{
    // In the order of HandlerKind
    private static readonly string[] Names =
    [
        "connect", "helo", "envfrom", "envrcpt", "data", "header", "eoh", "body", "eom", "begin", "end", "startup", "shutdown", "action",
    ];

    public static IReadOnlyList<string> All => Names;

    public static HandlerKind? KindOf(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (HandlerKind)index : null;

    public static string NameOf(HandlerKind kind) => Names[(int)kind];

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
