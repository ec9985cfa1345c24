using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Postern.Daemon.Logging;

/// <summary>
/// Log lines as RFC 3164 datagrams to the local syslog daemon: <c>&lt;PRI&gt;Mmm dd hh:mm:ss TAG[PID]: TEXT</c>. Never waits:
/// a datagram that the daemon does not take at once is lost. After a failure the socket is opened anew, at most once a second.
/// </summary>
internal sealed class SyslogSink(string path, int facility, bool printSeverity, TimeProvider time) : ILogSink
{
    /// <summary>Longer lines are cut; RFC 3164 asks for 1024 bytes, the daemons in use take 8192.</summary>
    private const int MaxBytes = 8192;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly int _processId = Environment.ProcessId;
    private Socket? _socket;
    private long _failedAt;

    public bool TryWrite(LogRecord record)
    {
        int priority = (facility * 8) + SeverityOf(record.Level);
        string stamp = time.GetLocalNow().ToString("MMM d HH:mm:ss", CultureInfo.InvariantCulture);
        if (stamp[5] == ' ')
            stamp = stamp.Insert(4, " ");
        string severity = printSeverity ? LogText.Severity(record.Level) : "";
        byte[] bytes = LogText.Encode(string.Create(
            CultureInfo.InvariantCulture, $"<{priority}>{stamp} {record.Tag}[{_processId}]: {severity}{record.Text}"));
        ReadOnlySpan<byte> datagram = bytes.AsSpan(0, Math.Min(bytes.Length, MaxBytes));

        // A restarted syslog daemon leaves us with a dead socket, which the first attempt finds out.
        return TrySend(datagram) || TrySend(datagram);
    }

    public void Flush()
    {
        // A datagram leaves at once.
    }

    public void Dispose() => _socket?.Dispose();

    private bool TrySend(ReadOnlySpan<byte> datagram)
    {
        try
        {
            if (_socket is null && !Connect())
                return false;
            _socket!.Send(datagram, SocketFlags.None, out SocketError error);
            if (error is SocketError.Success)
                return true;
            if (error is not (SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable))
                Fail();
            return false;
        }
        catch (SocketException)
        {
            Fail();
            return false;
        }
    }

    private bool Connect()
    {
        if (_failedAt != 0 && time.GetElapsedTime(_failedAt) < RetryAfter)
            return false;
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            socket.Dispose();
            _failedAt = time.GetTimestamp();
            return false;
        }

        _socket = socket;
        _failedAt = 0;
        return true;
    }

    private void Fail()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private static int SeverityOf(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };
}
