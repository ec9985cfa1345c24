namespace Postern.Daemon.Logging;

/// <summary>Log lines on the standard error, as <c>TAG: SEVERITY: TEXT</c>; lines that wait together leave in one write.</summary>
internal sealed class StandardErrorSink(Stream stream) : ILogSink
{
    private const int WriteAt = 32 * 1024;

    private readonly MemoryStream _buffer = new();

    public bool TryWrite(LogRecord record)
    {
        _buffer.Write(LogText.Encode($"{record.Tag}: {LogText.Severity(record.Level)}{record.Text}\n"));
        if (_buffer.Length >= WriteAt)
            Flush();
        return true;
    }

    public void Flush()
    {
        try
        {
            stream.Write(_buffer.GetBuffer(), 0, (int)_buffer.Length);
            stream.Flush();
        }
        catch (IOException)
        {
            // Nobody reads the standard error any more; there is nowhere left to say so.
        }

        _buffer.SetLength(0);
    }

    public void Dispose() => _buffer.Dispose();
}
