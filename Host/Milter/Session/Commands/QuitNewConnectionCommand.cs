namespace Postern.Milter.Session.Commands;

/// <summary><c>SMFIC_QUIT_NC</c>: another SMTP session follows on this connection; what was negotiated stays. Never answered.</summary>
internal sealed class QuitNewConnectionCommand : SessionCommand
{
    public override ValueTask ExecuteAsync(MilterSession session, ReadOnlyMemory<byte> payload) =>
        session.BeginAgainAsync();
}
