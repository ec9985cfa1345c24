using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Session.Commands;

internal sealed class MailStage : StageCommand
{
    public override MilterStage Stage => MilterStage.Mail;

    public override bool TryRead(ReadOnlyMemory<byte> payload, StageEvent arguments)
    {
        bool read = EnvelopeCommand.TryRead(CommandCode.Mail, payload, out var message);
        arguments.Envelope = message.Envelope;
        return read;
    }

    public override ValueTask<MilterReply> InvokeAsync(
        IFilterSession filter, StageEvent arguments, CancellationToken cancellationToken) =>
        filter.MailAsync(arguments.Envelope, cancellationToken);
}
