namespace Postern.Daemon.Logging;

/// <summary>Where log lines end. Used by one thread.</summary>
internal interface ILogSink : IDisposable
{
    /// <summary>Writes a line; <see langword="false"/> when it was lost.</summary>
    bool TryWrite(LogRecord record);

    /// <summary>Called when no further line is waiting.</summary>
    void Flush();
}
