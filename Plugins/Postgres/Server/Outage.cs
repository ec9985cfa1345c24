using Microsoft.Extensions.Logging;

namespace Postern.Plugins.Postgres.Server;

/// <summary>
/// Whether the server is away. A line is logged when the first call fails for it, and one when it is back; what was retried in time is no outage.
/// When it has been away for as long as a call may take, calls do not wait for it any more, until one attempt succeeds. Thread-safe.
/// </summary>
internal sealed partial class Outage(string server, TimeSpan patience, TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly ILogger _logger = logger;
    private long _began;
    private ServerFault? _fault;
    private long _failedCalls;

    /// <summary>Why the last attempt failed; <see langword="null"/> when it succeeded.</summary>
    public ServerFault? Fault => Volatile.Read(ref _fault);

    /// <summary>Whether waiting is in vain.</summary>
    public bool IsEstablished
    {
        get
        {
            lock (_gate)
                return _fault is not null && time.GetElapsedTime(_began) > patience;
        }
    }

    /// <summary>Called when an attempt failed.</summary>
    public void Note(ServerFault fault)
    {
        if (!fault.IsOfServer)
            return;
        lock (_gate)
        {
            if (_fault is null)
                _began = time.GetTimestamp();
            _fault = fault;
        }
    }

    /// <summary>Called when a call failed for good.</summary>
    public void NoteCall(string text)
    {
        lock (_gate)
        {
            // A call that gave up just before the server came back was logged, or is nothing worth a line.
            if (_fault is null || _failedCalls++ > 0)
                return;
        }

        LogAway(server, text);
    }

    /// <summary>Called when an attempt succeeded; cheap when nothing was wrong.</summary>
    public void End()
    {
        if (Fault is null)
            return;
        long failed;
        TimeSpan length;
        lock (_gate)
        {
            failed = _failedCalls;
            length = time.GetElapsedTime(_began);
            _fault = null;
            _failedCalls = 0;
        }

        if (failed > 0)
            LogBack(server, (long)length.TotalSeconds, failed);
    }

    [LoggerMessage(1, LogLevel.Error, "PostgreSQL at {Server} cannot be used: {Reason}; databases that it holds fail until it can")]
    private partial void LogAway(string server, string reason);

    [LoggerMessage(2, LogLevel.Information, "PostgreSQL at {Server} can be used again after {Seconds} s, in which {Calls} calls failed")]
    private partial void LogBack(string server, long seconds, long calls);
}
