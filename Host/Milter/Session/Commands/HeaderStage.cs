using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Session.Commands;

internal sealed class HeaderStage : StageCommand
{
    public override MilterStage Stage => MilterStage.Header;

    public override bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments)
    {
        bool read = HeaderCommand.TryRead(payload, out var message);
        arguments.Field = message.Field;
        return read;
    }

    public override ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken) =>
        filter.HeaderAsync(arguments.Field, cancellationToken);

    public override string? Take(MessageIntake intake, StageEvent arguments) => intake.TakeHeader(arguments.Field);
}
