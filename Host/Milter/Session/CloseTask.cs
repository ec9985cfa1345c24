using Postern.Abstractions.Milter;

namespace Postern.Milter.Session;

/// <summary>The end of a filter's session: its disposal.</summary>
internal sealed class CloseTask : IHandlerTask
{
    public static readonly CloseTask Instance = new();

    public MilterStage Stage => MilterStage.Close;

    public ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken)
    {
        var closed = filter.DisposeAsync();
        return closed.IsCompletedSuccessfully ? default : Wait(closed);
    }

    private static async ValueTask<MilterReply> Wait(ValueTask closed)
    {
        await closed;
        return default;
    }
}
