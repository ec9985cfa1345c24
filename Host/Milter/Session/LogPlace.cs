namespace Postern.Milter.Session;

/// <summary>What a log line is about.</summary>
/// <param name="Server">The listener.</param>
/// <param name="Session">The session.</param>
/// <param name="QueueId">The message; empty while it has no name.</param>
internal readonly record struct LogPlace(string Server, string Session, string QueueId)
{
    public override string ToString() => QueueId.Length > 0
        ? $"{QueueId}: server {Server} session {Session}"
        : $"server {Server} session {Session}";
}
