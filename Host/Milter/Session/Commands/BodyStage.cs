using Postern.Abstractions.Milter;

namespace Postern.Milter.Session.Commands;

internal sealed class BodyStage : StageCommand
{
    public override MilterStage Stage => MilterStage.Body;

    public override bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments)
    {
        arguments.Bytes = payload;
        return true;
    }

    public override ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken) =>
        filter.BodyAsync(arguments.Bytes, cancellationToken);

    public override string? Take(MessageIntake intake, StageEvent arguments) => intake.TakeBody(arguments.Bytes);
}
