using Postern.Daemon.CommandLine;
using Postern.Tools.Mtasim.CommandLine;
using Postern.Tools.Mtasim.Filter;

namespace Postern.Tools.Mtasim.Tests.CommandLine;

[TestClass]
public sealed class MtasimOptionsBinderTests
{
    [TestMethod]
    [DataRow("-bx", "unsupported mode: -bx; -bd and -bs are known")]
    [DataRow("-b", "option '-b' requires an argument")]
    [DataRow("--bogus", "unrecognized option '--bogus'")]
    [DataRow("--milter-version=x", "invalid version syntax (near x): N or MAJOR.MINOR[.PATCH] was expected")]
    [DataRow("--milter-version=1", "milter protocol version 2 or later was expected, not 1")]
    [DataRow("--milter-version=1.2.3.4", "invalid version syntax (near 1.2.3.4): N or MAJOR.MINOR[.PATCH] was expected")]
    [DataRow("--milter-proto=x", "--milter-proto: a number of 32 bits was expected, not `x'")]
    [DataRow("--milter-actions=0x", "--milter-actions: a number of 32 bits was expected, not `0x'")]
    [DataRow("--milter-actions=4294967296", "--milter-actions: a number of 32 bits was expected, not `4294967296'")]
    [DataRow("--milter-actions=08", "--milter-actions: a number of 32 bits was expected, not `08'")]
    [DataRow("--milter-timeout=Q=1", "unknown timeout: Q; C, S, W, R and E are known")]
    [DataRow("--milter-timeout=C=x", "invalid timeout near `x': a time up to 7 days was expected, as 90, 90s or 1m30s")]
    [DataRow("--milter-timeout=C=0", "invalid timeout near `0': a time up to 7 days was expected, as 90, 90s or 1m30s")]
    [DataRow("--milter-timeout=C=9999999999", "invalid timeout near `9999999999': a time up to 7 days was expected, as 90, 90s or 1m30s")]
    [DataRow("--milter-timeout=C=8d", "invalid timeout near `8d': a time up to 7 days was expected, as 90, 90s or 1m30s")]
    [DataRow("--milter-timeout=C", "missing '=' after `C'")]
    [DataRow("-Dx", "wrong assignment format: x; MACRO=VALUE was expected")]
    [DataRow("-D=x", "wrong assignment format: =x; MACRO=VALUE was expected")]
    [DataRow("--body-chunk=0", "--body-chunk: a number of bytes from 1 to 65535 was expected, not `0'")]
    [DataRow("--body-chunk=65536", "--body-chunk: a number of bytes from 1 to 65535 was expected, not `65536'")]
    [DataRow("--gacopyz-log=zz", "zz: invalid log level; fatal, err, warn, info, debug and proto are known")]
    [DataRow("--gacopyz-log=5", "5: invalid log level; fatal, err, warn, info, debug and proto are known")]
    [DataRow("--sender-sockaddr=inet,h,192.0.2.1", "--sender-sockaddr=inet,h,192.0.2.1: Not enough arguments for this address family")]
    [DataRow("word", "unexpected word `word': words are for the host that -Xauto starts")]
    public void Bind_WrongOption_SaysWhatIsExpected(string option, string message)
    {
        var refusal = Assert.ThrowsExactly<UsageException>(() => MtasimOptionsBinder.Bind([option]));

        Assert.AreEqual(message, refusal.Message);
    }

    [TestMethod]
    [DataRow("-bd", MtasimMode.Daemon)]
    [DataRow("--daemon", MtasimMode.Daemon)]
    [DataRow("-bs", MtasimMode.Stdio)]
    [DataRow("-bd --stdio", MtasimMode.Stdio)]
    [DataRow("", MtasimMode.Stdio)]
    public void Bind_Mode_IsTheLast(string line, object mode) => Assert.AreEqual(mode, Bind(line).Mode);

    [TestMethod]
    [DataRow("2", 2)]
    [DataRow("6", 6)]
    [DataRow("1.0.0", 0x0100_0000)]
    [DataRow("1.2", 0x0102_0000)]
    public void Bind_MilterVersion_IsRead(string text, int version) => Assert.AreEqual(version, Bind("--milter-version=" + text).Version);

    [TestMethod]
    [DataRow("10", 10u)]
    [DataRow("0x1fF", 511u)]
    [DataRow("017", 15u)]
    [DataRow("0", 0u)]
    public void Bind_BitMask_IsReadAsInC(string text, uint value) => Assert.AreEqual(value, Bind("--milter-actions=" + text).Actions);

    [TestMethod]
    public void Bind_Timeouts_AreReadByLetter()
    {
        var timeouts = Bind("--milter-timeout=C=10s,W=1m30s,r=2h,E=90").Timeouts;

        Assert.AreEqual(
            new FilterTimeouts
            {
                Connect = TimeSpan.FromSeconds(10),
                Send = TimeSpan.FromSeconds(90),
                Read = TimeSpan.FromHours(2),
                EndOfMessage = TimeSpan.FromSeconds(90),
            },
            timeouts);
    }

    [TestMethod]
    public void Bind_WordsAfterDashes_AreForTheHost() =>
        CollectionAssert.AreEqual(new[] { "-I.", "--no-config", "test.rc" }, Bind("-Xauto --statedir -- -I. --no-config test.rc").HostArguments.ToArray());

    [TestMethod]
    [DataRow("inet:8025@127.0.0.1", "inet:8025@127.0.0.1", false)]
    [DataRow("unix:/run/m", "unix:/run/m", false)]
    [DataRow("mailfrom, S=inet:999@localhost, F=T, T=C:100m;R:180s", "inet:999@localhost", false)]
    [DataRow("mailfrom,S=unix:/run/m,F=R", "unix:/run/m", true)]
    public void Port_EachForm_IsRead(string text, string address, bool refuses)
    {
        var port = FilterPort.Parse(text, new FilterTimeouts());

        Assert.AreEqual(address, port.Address.ToString());
        Assert.AreEqual(refuses, port.RefusesWhenGone);
    }

    [TestMethod]
    public void Port_WithTimes_OverridesThem()
    {
        var timeouts = FilterPort.Parse("f, S=unix:/x, T=C:100m;R:180s", new FilterTimeouts()).Timeouts;

        Assert.AreEqual(TimeSpan.FromMinutes(100), timeouts.Connect);
        Assert.AreEqual(TimeSpan.FromSeconds(180), timeouts.Read);
    }

    [TestMethod]
    [DataRow("foo")]
    [DataRow("f, F=T")]
    [DataRow("f, S=unix:/x, F=X")]
    [DataRow("f, S=unix:/x, T=Q:1s")]
    [DataRow("f, S=unix:/x, nonsense")]
    [DataRow("inet:70000@h")]
    public void Port_Wrong_IsRefused(string text) =>
        StringAssert.StartsWith(
            Assert.ThrowsExactly<UsageException>(() => FilterPort.Parse(text, new FilterTimeouts())).Message, "-X: ", StringComparison.Ordinal);

    private static MtasimOptions Bind(string line) => MtasimOptionsBinder.Bind(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
