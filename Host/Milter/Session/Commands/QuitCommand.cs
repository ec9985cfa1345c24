namespace Postern.Milter.Session.Commands;

/// <summary><c>SMFIC_QUIT</c>: the connection is over. Never answered.</summary>
internal sealed class QuitCommand : SessionCommand
{
    public override ValueTask ExecuteAsync(MilterSession session, ReadOnlyMemory<byte> payload)
    {
        session.Finish(SessionEnd.Quit);
        return ValueTask.CompletedTask;
    }
}
