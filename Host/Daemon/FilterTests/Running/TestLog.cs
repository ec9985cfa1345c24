using Microsoft.Extensions.Logging;
using Postern.Daemon.Logging;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>
/// Keeps the log of a test. The actions that the filter takes come as lines of the log, too; they are kept apart, because a running host does not log them.
/// Thread-safe.
/// </summary>
internal sealed class TestLog : ILoggerProvider
{
    /// <summary>The event of the language's runtime that tells an action with its place.</summary>
    private const int ActionEvent = 3008;

    private const string LanguageCategory = "Postern.";
    private const int MostLines = 100_000;

    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _actions = [];
    private readonly List<string> _troubles = [];

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName.StartsWith(LanguageCategory, StringComparison.Ordinal));

    /// <summary>Takes what was logged since the last time.</summary>
    public LoggedLines Take()
    {
        lock (_gate)
        {
            var taken = new LoggedLines([.. _lines], [.. _actions], [.. _troubles]);
            _lines.Clear();
            _actions.Clear();
            _troubles.Clear();
            return taken;
        }
    }

    public void Dispose()
    {
        // Nothing is held open.
    }

    private void Add(LogLevel level, bool isAction, string text)
    {
        string line = LogText.Clean(text);
        lock (_gate)
        {
            List<string> lines = isAction ? _actions : _lines;
            if (lines.Count >= MostLines)
                return;

            // Of an action the place counts, not the message's identifier before it.
            lines.Add(isAction ? line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd() : line);
            if (level >= LogLevel.Warning)
                _troubles.Add(line);
        }
    }

    private sealed class Lines(TestLog log, bool isHosts) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            log.Add(logLevel, isHosts && eventId.Id == ActionEvent, formatter(state, exception));
            foreach (string line in exception?.ToString().Split('\n') ?? [])
                log.Add(logLevel, isAction: false, line);
        }
    }
}
