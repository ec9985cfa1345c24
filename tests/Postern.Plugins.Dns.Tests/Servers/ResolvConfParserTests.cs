using Postern.Plugins.Dns.Servers;

namespace Postern.Plugins.Dns.Tests.Servers;

[TestClass]
public sealed class ResolvConfParserTests
{
    [TestMethod]
    [DataRow("nameserver 192.0.2.1\nnameserver\t192.0.2.2 rest\n", "192.0.2.1:53 192.0.2.2:53")]
    [DataRow("nameserver 2001:db8::1\r\nnameserver fe80::1%3", "[2001:db8::1]:53 [fe80::1%3]:53")]
    [DataRow("nameserver [2001:db8::1]:5353\nnameserver [127.0.0.1]:5300", "[2001:db8::1]:5353 127.0.0.1:5300")]
    [DataRow("# nameserver 192.0.2.1\n; nameserver 192.0.2.2\nsearch a b\ndomain c\nsortlist x\n", "127.0.0.1:53")]
    [DataRow("nameserver\nnameserver nonsense\nnameserver [::1]:0\nnameserver [::1]:70000\nnameserver [::1]:x\nnameserver ]:[", "127.0.0.1:53")]
    [DataRow("", "127.0.0.1:53")]
    public void Parse_Servers_AreInOrder(string text, string expected) => Assert.AreEqual(expected, string.Join(' ', ResolvConfParser.Parse(text).Servers));

    [TestMethod]
    public void Parse_MoreServersThanAreKept_AreDropped() =>
        Assert.HasCount(ResolvConfParser.MostServers, ResolvConfParser.Parse(string.Concat(Enumerable.Range(1, 100).Select(static i => $"nameserver 192.0.2.{i}\n"))).Servers);

    [TestMethod]
    public void Parse_Options_AreRead()
    {
        var list = ResolvConfParser.Parse("options timeout:3 attempts:4 rotate ndots:2 edns0 use-vc\noptions trust-ad inet6\n");

        Assert.AreEqual((TimeSpan.FromSeconds(3), 4, true, true, true), (list.Timeout, list.Attempts, list.Rotates, list.UsesTcpOnly, list.TrustsAuthenticData));
    }

    [TestMethod]
    [DataRow("options timeout:0 attempts:0", 1, 1)]
    [DataRow("options timeout:99999 attempts:99999", 30, 5)]
    [DataRow("options timeout:x attempts:-1 timeout attempts:99999999999999999999", -1, -1)]
    public void Parse_NumbersOfOptions_HaveLimits(string text, int seconds, int attempts)
    {
        var list = ResolvConfParser.Parse(text);

        Assert.AreEqual((seconds < 0 ? null : TimeSpan.FromSeconds(seconds), attempts < 0 ? null : attempts), (list.Timeout, list.Attempts));
    }

    [TestMethod]
    [DataRow("nameserver 127.0.0.1", true)]
    [DataRow("nameserver ::1", true)]
    [DataRow("nameserver 192.0.2.1", false)]
    [DataRow("nameserver 192.0.2.1\noptions trust-ad", true)]
    public void Trusts_Server_OnThisHostOrByOption(string text, bool expected)
    {
        var list = ResolvConfParser.Parse(text);

        Assert.AreEqual(expected, list.Trusts(list.Servers[0]));
    }
}
