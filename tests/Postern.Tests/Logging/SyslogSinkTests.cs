using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Postern.Daemon.Logging;
using Postern.Testing.Milter;
using Postern.Testing.Servers;

namespace Postern.Tests.Logging;

[TestClass]
public sealed class SyslogSinkTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly TemporaryFolder _folder = new();
    private Socket? _daemon;

    private string Path => _folder.Combine("log");

    public void Dispose()
    {
        _daemon?.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    public void TryWrite_Line_IsAnRfc3164Datagram()
    {
        StartDaemon();
        using SyslogSink sink = Sink(printSeverity: true);

        Assert.IsTrue(sink.TryWrite(new LogRecord(LogLevel.Warning, "postern", "careful")));

        Assert.AreEqual($"<20>Jan  1 00:00:00 postern[{Environment.ProcessId}]: warning: careful", Receive());
    }

    [TestMethod]
    public void TryWrite_WithoutSeverity_LeavesItToThePriority()
    {
        StartDaemon();
        using SyslogSink sink = Sink(printSeverity: false);

        sink.TryWrite(new LogRecord(LogLevel.Error, "postern", "bad"));

        Assert.AreEqual($"<19>Jan  1 00:00:00 postern[{Environment.ProcessId}]: bad", Receive());
    }

    [TestMethod]
    public void TryWrite_LongLine_IsCut()
    {
        StartDaemon();
        using SyslogSink sink = Sink(printSeverity: false);

        Assert.IsTrue(sink.TryWrite(new LogRecord(LogLevel.Error, "t", new string('x', 100_000))));

        Assert.AreEqual(8192, Receive().Length);
    }

    [TestMethod]
    public void TryWrite_NoDaemon_IsLost()
    {
        using SyslogSink sink = Sink(printSeverity: true);

        Assert.IsFalse(sink.TryWrite(new LogRecord(LogLevel.Error, "t", "x")));
    }

    [TestMethod]
    public void TryWrite_DaemonRestarted_ReachesTheNewOne()
    {
        StartDaemon();
        using SyslogSink sink = Sink(printSeverity: false);
        sink.TryWrite(new LogRecord(LogLevel.Error, "t", "one"));
        _daemon!.Dispose();
        File.Delete(Path);
        StartDaemon();

        Assert.IsTrue(sink.TryWrite(new LogRecord(LogLevel.Error, "t", "two")));

        Assert.EndsWith(": two", Receive());
    }

    [TestMethod]
    public void TryWrite_DaemonThatDoesNotRead_NeverWaits()
    {
        StartDaemon();
        using SyslogSink sink = Sink(printSeverity: false);
        int sent = 0;

        while (sink.TryWrite(new LogRecord(LogLevel.Error, "t", new string('x', 1000))))
            Assert.IsLessThan(1_000_000, ++sent);

        Assert.IsGreaterThan(0, sent);
    }

    private void StartDaemon()
    {
        _daemon = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        _daemon.Bind(new UnixDomainSocketEndPoint(Path));
    }

    private string Receive()
    {
        byte[] buffer = new byte[16 * 1024];
        return Encoding.Latin1.GetString(buffer, 0, _daemon!.Receive(buffer));
    }

    private SyslogSink Sink(bool printSeverity) => new(Path, 2, printSeverity, _time);
}
