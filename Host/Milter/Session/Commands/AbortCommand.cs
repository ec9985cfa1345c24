namespace Postern.Milter.Session.Commands;

/// <summary><c>SMFIC_ABORT</c>: gives up the message under way. Never answered.</summary>
internal sealed class AbortCommand : SessionCommand
{
    public override ValueTask ExecuteAsync(MilterSession session, ReadOnlyMemory<byte> payload) =>
        session.Stages.AbortAsync();
}
