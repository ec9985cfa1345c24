using Postern.Abstractions.Milter;

namespace Postern.Milter.Session.Commands;

internal sealed class EndOfHeadersStage : StageCommand
{
    public override MilterStage Stage => MilterStage.EndOfHeaders;

    public override bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments) => true;

    public override ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken) =>
        filter.EndOfHeadersAsync(cancellationToken);
}
