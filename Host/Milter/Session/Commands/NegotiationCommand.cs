namespace Postern.Milter.Session.Commands;

/// <summary><c>SMFIC_OPTNEG</c>: the first command of a connection, and only that.</summary>
internal sealed class NegotiationCommand : SessionCommand
{
    public override ValueTask ExecuteAsync(MilterSession session, ReadOnlyMemory<byte> payload)
    {
        session.Negotiate(payload);
        return ValueTask.CompletedTask;
    }
}
