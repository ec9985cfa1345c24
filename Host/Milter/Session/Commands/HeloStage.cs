using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Session.Commands;

internal sealed class HeloStage : StageCommand
{
    public override MilterStage Stage => MilterStage.Helo;

    public override bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments)
    {
        bool read = TextCommand.TryRead(CommandCode.Helo, payload, out var message);
        arguments.Bytes = message.Text;
        return read;
    }

    public override ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken) =>
        filter.HeloAsync(arguments.Bytes, cancellationToken);
}
