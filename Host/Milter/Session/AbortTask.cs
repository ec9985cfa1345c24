using Postern.Abstractions.Milter;

namespace Postern.Milter.Session;

internal sealed class AbortTask : IHandlerTask
{
    public static readonly AbortTask Instance = new();

    public MilterStage Stage => MilterStage.Abort;

    public ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken)
    {
        var aborted = filter.AbortAsync(cancellationToken);
        return aborted.IsCompletedSuccessfully ? default : Wait(aborted);
    }

    private static async ValueTask<MilterReply> Wait(ValueTask aborted)
    {
        await aborted;
        return default;
    }
}
