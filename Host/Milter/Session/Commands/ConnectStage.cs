using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Session.Commands;

internal sealed class ConnectStage : StageCommand
{
    public override MilterStage Stage => MilterStage.Connect;

    public override bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments)
    {
        bool read = ConnectCommand.TryRead(payload, out var message);
        arguments.Client = message.Client;
        return read;
    }

    public override ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken) =>
        filter.ConnectAsync(arguments.Client, cancellationToken);
}
