using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Postern.Testing.Mfl;

namespace Postern.Plugins.System.Tests;

[TestClass]
public sealed class SyslogFunctionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postern-syslog-").FullName;
    private readonly Socket _logger = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly FakeMflContext _context = new();

    private string Path => _folder + "/log";

    [TestInitialize]
    public void Listen() => _logger.Bind(new UnixDomainSocketEndPoint(Path));

    public void Dispose()
    {
        _logger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    [DataRow(6L, "<22>")]
    [DataRow(24L + 3, "<27>")]
    [DataRow((1L << 40) + 184 + 7, "<191>")]
    public void Log_Priority_IsInFront(long priority, string expected)
    {
        using var functions = new SyslogFunctions(new SyslogSocket(Path));

        functions.Log(_context, priority, "hello");

        StringAssert.StartsWith(Received(), expected);
    }

    [TestMethod]
    public void Log_Line_HasTheFormOfRfc3164()
    {
        using var functions = new SyslogFunctions(new SyslogSocket(Path));

        functions.Log(_context, 6, "hello \u00e4\u00ff");

        StringAssert.Matches(Received(), new Regex(@"^<22>[A-Z][a-z]{2} [ 0-9]\d \d\d:\d\d:\d\d postern\[\d+\]: hello \u00e4\u00ff$"));
    }

    [TestMethod]
    [DataRow("a\nb", "a#012b")]
    [DataRow("a\r\n<0>kernel: b", "a#015#012<0>kernel: b")]
    [DataRow("a\0b\u001b[2J\u007f", "a#000b#033[2J#177")]
    public void Log_ControlBytes_StayWithinTheLine(string text, string expected)
    {
        using var functions = new SyslogFunctions(new SyslogSocket(Path));

        functions.Log(_context, 6, text);

        StringAssert.EndsWith(Received(), "]: " + expected);
    }

    [TestMethod]
    public void Log_TenMillionBytes_AreCut()
    {
        using var functions = new SyslogFunctions(new SyslogSocket(Path));

        functions.Log(_context, 6, new string('x', 10_000_000));

        StringAssert.EndsWith(Received(), "]: " + new string('x', 8192));
    }

    [TestMethod]
    public void TrySend_NoLogger_IsFalse()
    {
        using var socket = new SyslogSocket(_folder + "/none");

        Assert.IsFalse(socket.TrySend("x"u8));
    }

    [TestMethod]
    public void TrySend_LoggerRestarted_Arrives()
    {
        using var socket = new SyslogSocket(Path);
        socket.TrySend("one"u8);
        _logger.Dispose();
        File.Delete(Path);
        using var next = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        next.Bind(new UnixDomainSocketEndPoint(Path));

        Assert.IsTrue(socket.TrySend("two"u8));
    }

    private string Received()
    {
        var buffer = new byte[65536];
        _logger.ReceiveTimeout = 10_000;
        return Encoding.Latin1.GetString(buffer, 0, _logger.Receive(buffer));
    }
}
