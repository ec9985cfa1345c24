using Postern.Plugins.Greylist.Keys;

namespace Postern.Plugins.Greylist.Tests.Keys;

[TestClass]
public sealed class SenderAddressTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("<>", "")]
    [DataRow(" <Alice@EXAMPLE.Org.> ", "Alice@example.org")]
    [DataRow("postmaster", "postmaster")]
    [DataRow("@", "")]
    [DataRow("@example.org", "@example.org")]
    [DataRow("alice@", "alice")]
    [DataRow("a@b@example.org", "a@b@example.org")]
    [DataRow("\u00c3\u00a4@\u00c3\u0084.example", "\u00c3\u00a4@\u00c3\u0084.example")]
    public void Sender_WithoutAnythingToStrip_HasItsDomainInLowerCase(string address, string expected) =>
        Assert.AreEqual(expected, KeyFunctions.Sender(address));

    [TestMethod]
    [DataRow("alice+news@example.org", "alice@example.org")]
    [DataRow("+15551234567@example.org", "+#@example.org")]
    [DataRow("\"alice+1\"@example.org", "\"alice+1\"@example.org")]
    public void Sender_Extension_IsStripped(string address, string expected) => Assert.AreEqual(expected, KeyFunctions.Sender(address));

    [TestMethod]
    [DataRow("prvs=0123ABCDEF=alice@example.org", "alice@example.org")]
    [DataRow("PRVS=2123abcdef=Alice+x@example.org", "Alice@example.org")]
    [DataRow("prvs=alice/2123abcdef@example.org", "alice@example.org")]
    [DataRow("msprvs1=17897Y3lN2gpV=bounces-123@example.org", "bounces-#@example.org")]
    [DataRow("btv1==123==alice@example.org", "alice@example.org")]
    [DataRow("prvs=@example.org", "prvs=@example.org")]
    [DataRow("prvs=alice@example.org", "prvs=alice@example.org")]
    [DataRow("prvs=123=@example.org", "prvs=#=@example.org")]
    [DataRow("btv1=123=alice@example.org", "btv1=#=alice@example.org")]
    [DataRow("=a=b@example.org", "=a=b@example.org")]
    public void Sender_BounceAddressTag_IsStripped(string address, string expected) => Assert.AreEqual(expected, KeyFunctions.Sender(address));

    [TestMethod]
    [DataRow("SRS0=HHH=TT=Example.ORG=alice@fwd.example", "srs0=example.org=alice@fwd.example")]
    [DataRow("SRS0+HHH=TT=example.org=alice@fwd.example", "srs0=example.org=alice@fwd.example")]
    [DataRow("srs0-AbC=X9=example.org=list-return-77-bob=example.com@fwd.example", "srs0=example.org=list-return-#@fwd.example")]
    [DataRow("SRS1=HHH=First.example==HHH=TT=example.org=alice@second.example", "srs1=first.example=example.org=alice@second.example")]
    [DataRow("SRS1=HHH=first.example=+HHH=TT=example.org=alice@second.example", "srs1=first.example=example.org=alice@second.example")]
    [DataRow("prvs=0123ABCDEF=SRS0=HHH=TT=example.org=alice@fwd.example", "srs0=example.org=alice@fwd.example")]
    [DataRow("SRS0=HHH=TT=example.org@fwd.example", "SRS0=HHH=TT=example.org@fwd.example")]
    [DataRow("SRS1=HHH=first.example=HHH=TT=example.org=alice@x.example", "SRS1=HHH=first.example=HHH=TT=example.org=alice@x.example")]
    [DataRow("SRS0@fwd.example", "SRS0@fwd.example")]
    [DataRow("SRS0=@fwd.example", "SRS0=@fwd.example")]
    [DataRow("SRS0===@fwd.example", "SRS0===@fwd.example")]
    public void Sender_Rewritten_LosesHashAndTime(string address, string expected) => Assert.AreEqual(expected, KeyFunctions.Sender(address));

    [TestMethod]
    [DataRow("list-return-123-bob=example.com@lists.example", "list-return-#@lists.example")]
    [DataRow("list-bounces+bob=example.com@lists.example", "list-bounces@lists.example")]
    [DataRow("bounce-mc.us1_12345.678-bob=example.com@mc.example", "bounce-mc.us1_#.#@mc.example")]
    [DataRow("0100018c2f0a5d31-4a5b0c1d-9e8f@ses.example", "#-#-#@ses.example")]
    [DataRow("msg-k3j2h4g5j6h7g8f9d0s1@x.example", "msg-#@x.example")]
    [DataRow("john.1985@example.org", "john.#@example.org")]
    [DataRow("123456789@qq.example", "123456789@qq.example")]
    [DataRow("route66@example.org", "route66@example.org")]
    [DataRow("deadbeef-cafe@example.org", "deadbeef-cafe@example.org")]
    [DataRow("a=b@example.org", "a=b@example.org")]
    public void Sender_NumbersOfMessages_AreAllOne(string address, string expected) => Assert.AreEqual(expected, KeyFunctions.Sender(address));

    [TestMethod]
    public void Sender_Mutated_NeverThrowsAndStaysStable()
    {
        const string Alphabet = "SRSsrs01=+-/prvsbtv@.<>\" a9fF\u00ff\u0001";
        var random = new Random(7);
        for (int i = 0; i < 20000; i++)
        {
            string address = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            string sender = KeyFunctions.Sender(address);
            Assert.IsLessThanOrEqualTo(address.Length, sender.Length, address);
            Assert.IsFalse(sender.Contains('\0', StringComparison.Ordinal));
        }
    }

    [TestMethod]
    public void Sender_VeryLong_TakesLinearTime()
    {
        const int Length = 1 << 20;

        Assert.AreEqual(new string('-', Length - 1) + "#", KeyFunctions.Sender(new string('-', Length - 1) + "1"));
        Assert.AreEqual(new string('=', Length), KeyFunctions.Sender(new string('=', Length)));
    }
}
