namespace Postern.Milter.Session.Commands;

/// <summary>What one command letter does to a session. Without state: one object serves all sessions.</summary>
internal abstract class SessionCommand
{
    public abstract ValueTask ExecuteAsync(MilterSession session, ReadOnlyMemory<byte> payload);
}
