using Microsoft.Extensions.Logging;

namespace Postern.Milter.Session;

/// <summary>Puts the session's and the message's identifiers before a filter's log lines.</summary>
internal sealed class SessionLogger(ILogger inner, FilterContext context) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel))
            return;
        string tag = context.QueueId.Length > 0 ? context.QueueId : "session " + context.SessionId;
        inner.Log(logLevel, eventId, (tag, state, formatter), exception, static (line, error) =>
            line.tag + ": " + line.formatter(line.state, error));
    }
}
