using Postern.Mfl.Syntax;

namespace Postern.Mfl.Binding;

/// <summary>The arguments of the handlers (manual, node "Handlers", table "State Handler Arguments").</summary>
internal static class HandlerArguments
{
    /// <summary>The types of a handler's arguments, in order.</summary>
    public static IReadOnlyList<DataType> Of(HandlerKind kind) => kind switch
    {
        HandlerKind.Connect => [DataType.String, DataType.Number, DataType.Number, DataType.String],
        HandlerKind.Helo => [DataType.String],
        HandlerKind.Envfrom or HandlerKind.Envrcpt or HandlerKind.Header => [DataType.String, DataType.String],
        HandlerKind.Body => [DataType.Number, DataType.Number],
        _ => [],
    };

    /// <summary>Whether replies and changes of the message make no sense there.</summary>
    public static bool IsSessionHook(HandlerKind kind) =>
        kind is HandlerKind.Begin or HandlerKind.End or HandlerKind.Startup or HandlerKind.Shutdown;
}
