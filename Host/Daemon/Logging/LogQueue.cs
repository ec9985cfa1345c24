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

    private readonly object _gate = new();
    private readonly Queue<LogRecord> _records = new();
    private readonly Thread _writer;
    private readonly ILogSink _sink;
    private readonly string _tag;
    private readonly int _capacity;
    private long _lost;
    private long _lostInAll;
    private bool _ended;

    public LogQueue(ILogSink sink, string tag, int capacity = 8192)
    {
        _sink = sink;
        _tag = tag;
        _capacity = capacity;
        _writer = new Thread(Write) { IsBackground = true, Name = "log" };
        _writer.Start();
    }

    /// <summary>Lines lost since the start.</summary>
    public long Lost => Interlocked.Read(ref _lostInAll);

    public void Add(LogRecord record)
    {
        lock (_gate)
        {
            if (!_ended && _records.Count < _capacity)
            {
                _records.Enqueue(record);
                if (_records.Count == 1)
                    Monitor.Pulse(_gate);
                return;
            }
        }

        CountLost();
    }

    /// <summary>Writes what is waiting, for at most two seconds; lines that come later are lost.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join(DrainLimit);
    }

    private void Write()
    {
        using (_sink)
        {
            while (TryTake(out LogRecord record, out bool isLast))
            {
                if (Interlocked.Read(ref _lost) > 0)
                    TellLost();
                if (!_sink.TryWrite(record))
                    CountLost();
                if (isLast)
                    _sink.Flush();
            }

            TellLost();
            _sink.Flush();
        }
    }

    /// <summary>Waits for a line; <see langword="false"/> at the end.</summary>
    private bool TryTake(out LogRecord record, out bool isLast)
    {
        lock (_gate)
        {
            while (_records.Count == 0 && !_ended)
                Monitor.Wait(_gate);
            bool taken = _records.TryDequeue(out record);
            isLast = _records.Count == 0;
            return taken;
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
