using Postern.Daemon.Logging;

namespace Postern.Tests.Logging;

internal sealed class RecordingSink : ILogSink
{
    private readonly List<string> _texts = [];

    public ManualResetEventSlim Gate { get; } = new(true);

    public ManualResetEventSlim Entered { get; } = new();

    public string Loses { get; init; } = "";

    public string[] Texts => [.. _texts];

    public bool TryWrite(LogRecord record)
    {
        Entered.Set();
        Gate.Wait();
        if (record.Text == Loses)
            return false;
        _texts.Add(record.Text);
        return true;
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
