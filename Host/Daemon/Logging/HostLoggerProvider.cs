using Microsoft.Extensions.Logging;

namespace Postern.Daemon.Logging;

/// <summary>Turns log calls into lines for a <see cref="LogQueue"/>, which it owns. Categories show when asked for.</summary>
internal sealed class HostLoggerProvider(LogQueue queue, string tag, bool showsSource) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) =>
        new HostLogger(queue, tag, showsSource ? $"[{categoryName}] " : "");

    public void Dispose() => queue.Dispose();

    private sealed class HostLogger(LogQueue queue, string tag, string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            queue.Add(new LogRecord(logLevel, tag, source + LogText.Clean(formatter(state, exception))));

            // An exception is only passed for a bug; its stack trace follows line by line.
            if (exception is null)
                return;
            foreach (string line in exception.ToString().Split('\n'))
                queue.Add(new LogRecord(logLevel, tag, LogText.Clean(line)));
        }
    }
}
