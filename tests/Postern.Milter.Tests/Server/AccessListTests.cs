using System.Net;
using Postern.Milter.Server;

namespace Postern.Milter.Tests.Server;

[TestClass]
public sealed class AccessListTests
{
    private static readonly IPNetwork Local = IPNetwork.Parse("127.0.0.0/8");
    private static readonly IPNetwork One = IPNetwork.Parse("127.0.0.1/32");

    [TestMethod]
    public void Decide_FirstRuleThatMatches_Decides()
    {
        var list = new AccessList([new(false, One, null), new(true, Local, null)]);

        Assert.IsFalse(list.Decide(IPAddress.Parse("127.0.0.1"), null));
        Assert.IsTrue(list.Decide(IPAddress.Parse("127.0.0.2"), null));
        Assert.IsFalse(list.Decide(IPAddress.Parse("192.0.2.1"), null), "a list that allows somebody allows nobody else");
    }

    [TestMethod]
    public void Decide_ListThatOnlyDenies_AllowsTheRest()
    {
        var list = new AccessList([new(false, One, null)]);

        Assert.IsFalse(list.Decide(IPAddress.Parse("127.0.0.1"), null));
        Assert.IsTrue(list.Decide(IPAddress.Parse("2001:db8::1"), null));
    }

    [TestMethod]
    public void Decide_UserRule_LooksAtUnixPeersOnly()
    {
        var list = new AccessList([new(true, null, 1000), AccessRule.Any(false)]);

        Assert.IsTrue(list.Decide(null, 1000));
        Assert.IsFalse(list.Decide(null, 1001));
        Assert.IsFalse(list.Decide(IPAddress.Loopback, null));
    }
}
