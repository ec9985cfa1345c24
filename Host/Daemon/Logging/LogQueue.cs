using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Postern.Daemon.Logging;

/// <summary>
/// Stands between those who log, who never wait, and the sink. Lines that find the queue full, or that the sink loses, are
/// counted, and the count is logged as soon as a line gets through.
/// </summary>
internal sealed class LogQueue : IDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private readonly BlockingCollection<LogRecord> _records;
    private readonly Thread _writer;
    private readonly ILogSink _sink;
    private readonly string _tag;
    private long _lost;
    private long _lostInAll;

    public LogQueue(ILogSink sink, string tag, int capacity = 8192)
    {
        _sink = sink;
        _tag = tag;
        _records = new BlockingCollection<LogRecord>(capacity);
        _writer = new Thread(Write) { IsBackground = true, Name = "log" };
        _writer.Start();
    }

    /// <summary>Lines lost since the start.</summary>
    public long Lost => Interlocked.Read(ref _lostInAll);

    public void Add(LogRecord record)
    {
        if (_records.IsAddingCompleted || !_records.TryAdd(record))
            CountLost();
    }

    /// <summary>Writes what is waiting, for at most two seconds.</summary>
    public void Dispose()
    {
        if (_records.IsAddingCompleted)
            return;
        _records.CompleteAdding();
        if (_writer.Join(DrainLimit))
            _records.Dispose();
    }

    private void Write()
    {
        using (_sink)
        {
            foreach (LogRecord record in _records.GetConsumingEnumerable())
            {
                if (Interlocked.Read(ref _lost) > 0)
                    TellLost();
                if (!_sink.TryWrite(record))
                    CountLost();
                if (_records.Count == 0)
                    _sink.Flush();
            }

            TellLost();
            _sink.Flush();
        }
    }

    private void CountLost()
    {
        Interlocked.Increment(ref _lost);
        Interlocked.Increment(ref _lostInAll);
    }

    private void TellLost()
    {
        long lost = Interlocked.Exchange(ref _lost, 0);
        if (lost == 0)
            return;
        string text = string.Create(CultureInfo.InvariantCulture, $"{lost} log lines were lost: the log could not keep up");
        if (!_sink.TryWrite(new LogRecord(LogLevel.Warning, _tag, text)))
            Interlocked.Add(ref _lost, lost);
    }
}
