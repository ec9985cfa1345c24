using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Session.Commands;

internal sealed class UnknownStage : StageCommand
{
    public override MilterStage Stage => MilterStage.Unknown;

    public override bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments)
    {
        bool read = TextCommand.TryRead(CommandCode.Unknown, payload, out var message);
        arguments.Bytes = message.Text;
        return read;
    }

    public override ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken) =>
        filter.UnknownAsync(arguments.Bytes, cancellationToken);
}
