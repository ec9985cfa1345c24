using Microsoft.Extensions.Logging;
using Postern.Plugins.Dns.Servers;
using Postern.Testing.Milter;
using Postern.Testing.Servers;

namespace Postern.Plugins.Dns.Tests.Servers;

[TestClass]
public sealed class ServerFileTests
{
    [TestMethod]
    public void Current_FileThatChanges_IsReadAgainAfterASecond()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime();
        var file = new ServerFile(folder.Write("resolv.conf", "nameserver 192.0.2.1"), time, new LogCollector().CreateLogger("dns"));
        var first = file.Current();

        folder.Write("resolv.conf", "nameserver 192.0.2.22");
        Assert.AreSame(first, file.Current());
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual("192.0.2.22:53", file.Current().Servers.Single().ToString());
        File.Delete(folder.Combine("resolv.conf"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual("127.0.0.1:53", file.Current().Servers.Single().ToString());
    }

    [TestMethod]
    public void Current_NoFile_IsTheServerOfThisHostAndIsTold()
    {
        using var log = new LogCollector();
        var file = new ServerFile("/nonexistent/resolv.conf", new ManualTime(), log.CreateLogger("dns"));

        Assert.AreEqual("127.0.0.1:53", file.Current().Servers.Single().ToString());
        Assert.AreEqual("127.0.0.1:53", file.Current().Servers.Single().ToString());
        StringAssert.Contains(log.Lines(LogLevel.Warning).Single(), "/nonexistent/resolv.conf cannot be read, so the DNS server at 127.0.0.1 is asked", StringComparison.Ordinal);
    }
}
