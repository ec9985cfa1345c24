using Postern.Abstractions.Messages;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>Why a message cannot be handed over.</summary>
internal sealed record SendFailure(MailStatus Status, string Text)
{
    public static SendFailure Of(ServerReply reply) => new(reply.Code >= 500 ? MailStatus.Refused : MailStatus.Deferred, reply.ToString());
}
