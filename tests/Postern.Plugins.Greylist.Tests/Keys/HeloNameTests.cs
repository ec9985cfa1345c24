using System.Net;
using Postern.Plugins.Greylist.Keys;

namespace Postern.Plugins.Greylist.Tests.Keys;

[TestClass]
public sealed class HeloNameTests
{
    [TestMethod]
    [DataRow("mail.example.org", true)]
    [DataRow("example.org", true)]
    [DataRow("a_b-1.example.org", true)]
    [DataRow("", false)]
    [DataRow("localhost", false)]
    [DataRow("[192.0.2.1]", false)]
    [DataRow("192.0.2.1", false)]
    [DataRow("2001:db8::1", false)]
    [DataRow("mail..example.org", false)]
    [DataRow(".example.org", false)]
    [DataRow("ma il.example.org", false)]
    [DataRow("m\u00e4il.example.org", false)]
    public void IsHost_Name_HasLabelsAndADomain(string name, bool expected) => Assert.AreEqual(expected, HeloName.IsHost(name));

    [TestMethod]
    public void IsHost_TooLong_IsNone()
    {
        string label = new('a', 63);

        Assert.IsTrue(HeloName.IsHost($"{label}.org"));
        Assert.IsFalse(HeloName.IsHost($"{label}a.org"));
        Assert.IsFalse(HeloName.IsHost($"{label}.{label}.{label}.{label}"));
    }

    [TestMethod]
    [DataRow("mail-ej1-f45.google.example", "192.0.2.45", false)]
    [DataRow("a48-101.smtp-out.ses.example", "192.0.48.101", false)]
    [DataRow("192-0-2-45.example.org", "192.0.2.45", true)]
    [DataRow("192-0-2-45.net.example.org", "192.0.2.45", true)]
    [DataRow("45.2.0.192.net.example.org", "192.0.2.45", true)]
    [DataRow("host192-000-002-045.net.example.org", "192.0.2.45", true)]
    [DataRow("ip192000002045.net.example.org", "192.0.2.45", true)]
    [DataRow("hC000022D.net.example.org", "192.0.2.45", true)]
    [DataRow("99999999999-0-2-45.net.example.org", "192.0.2.45", false)]
    [DataRow("mail.dyn.example.org", "192.0.2.45", true)]
    [DataRow("adsl12.example.org", "192.0.2.45", true)]
    [DataRow("dynamo.example.org", "192.0.2.45", false)]
    [DataRow("mail.dsl.example", "192.0.2.45", false)]
    [DataRow("2001-db8-0-1-0211-22ff-fe33-4455.net.example.org", "2001:db8::211:22ff:fe33:4455", true)]
    [DataRow("mail6.net.example.org", "2001:db8::211:22ff:fe33:4455", false)]
    public void LooksDynamic_Name_SpellsItsAddressOrSaysSo(string name, string client, bool expected) =>
        Assert.AreEqual(expected, HeloName.LooksDynamic(name, IPAddress.Parse(client)));

    [TestMethod]
    [DataRow("MAIL-ej1.Google.example", "google.example")]
    [DataRow("a.outbound.protection.example.org", "outbound.protection.example.org")]
    [DataRow("example.org", "example.org")]
    [DataRow("example.co.uk", "example.co.uk")]
    [DataRow("mx.example.co.uk", "example.co.uk")]
    [DataRow("mx.example.de", "example.de")]
    public void Domain_Name_IsWithoutTheHost(string name, string expected) => Assert.AreEqual(expected, HeloName.Domain(name));
}
