using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Session.Commands;

internal sealed class RcptStage : StageCommand
{
    public override MilterStage Stage => MilterStage.Rcpt;

    public override bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments)
    {
        bool read = EnvelopeCommand.TryRead(CommandCode.Rcpt, payload, out var message);
        arguments.Envelope = message.Envelope;
        return read;
    }

    public override ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken) =>
        filter.RcptAsync(arguments.Envelope, cancellationToken);

    public override string? Take(MessageIntake intake, StageEvent arguments) => intake.CountRecipient();
}
