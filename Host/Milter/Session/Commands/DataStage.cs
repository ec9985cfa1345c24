using Postern.Abstractions.Milter;

namespace Postern.Milter.Session.Commands;

internal sealed class DataStage : StageCommand
{
    public override MilterStage Stage => MilterStage.Data;

    public override bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments) => true;

    public override ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken) =>
        filter.DataAsync(cancellationToken);
}
