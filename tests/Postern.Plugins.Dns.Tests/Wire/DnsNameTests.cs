using System.Text;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Tests.Wire;

[TestClass]
public sealed class DnsNameTests
{
    [TestMethod]
    [DataRow("Example.TEST", "\x7" + "example\x4test")]
    [DataRow("example.test.", "\x7" + "example\x4test")]
    [DataRow("a", "\x1" + "a")]
    [DataRow(".", "")]
    [DataRow(@"a\.b.c", "\x3" + "a.b\x1" + "c")]
    [DataRow(@"\065\000.c", "\x2" + "a\0\x1" + "c")]
    [DataRow("a b.c", "\x3" + "a b\x1" + "c")]
    [DataRow("_dmarc.x_y", "\x6_dmarc\x3x_y")]
    public void TryParse_Name_IsItsLabels(string text, string wire)
    {
        Assert.IsTrue(DnsName.TryParse(text, out var name));
        Assert.AreEqual(wire, name.Wire);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("..")]
    [DataRow(".a")]
    [DataRow("a..b")]
    [DataRow("a.b..")]
    [DataRow("a\\")]
    [DataRow("a\\1")]
    [DataRow("a\\256")]
    [DataRow("\u00e4.test")]
    [DataRow("\u00c3\u00a4..test")]
    public void TryParse_NoName_IsRefused(string text) => Assert.IsFalse(DnsName.TryParse(text, out _));

    [TestMethod]
    public void TryParse_Lengths_HaveLimits()
    {
        string label = new('a', 63);
        string longest = $"{label}.{label}.{label}.{new string('b', 61)}";

        Assert.IsTrue(DnsName.TryParse(longest, out var name));
        Assert.AreEqual(DnsName.MostBytes, name.Wire.Length);
        Assert.IsTrue(DnsName.TryParse(longest + ".", out _));
        Assert.IsFalse(DnsName.TryParse(longest + "b", out _));
        Assert.IsFalse(DnsName.TryParse(longest + ".c", out _));
        Assert.IsFalse(DnsName.TryParse(label + "a", out _));
        Assert.IsFalse(DnsName.TryParse(new string('a', 100_000), out _));
        Assert.IsFalse(DnsName.TryParse(string.Concat(Enumerable.Repeat("a.", 50_000)), out _));
    }

    [TestMethod]
    [DataRow("b\u00fccher.example", "xn--bcher-kva.example")]
    [DataRow("B\u00dcCHER.example.", "xn--bcher-kva.example")]
    [DataRow("\u4f8b\u3048.\u30c6\u30b9\u30c8", "xn--r8jz45g.xn--zckzah")]
    [DataRow("a\u3002\u00e4", "a.xn--4ca")]
    public void TryParse_LettersBeyondAscii_BecomeALabels(string text, string expected)
    {
        Assert.IsTrue(DnsName.TryParse(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)), out var name));
        Assert.AreEqual(expected, name.ToString());
    }

    [TestMethod]
    [DataRow("a.b", "a.b")]
    [DataRow(@"a\.b.c", @"a\.b.c")]
    [DataRow(@"a\032b\000\255.c", @"a\032b\000\255.c")]
    [DataRow(@"\\\(\;.c", @"\\\(\;.c")]
    [DataRow(".", ".")]
    public void ToString_Name_ReadsAsTheSame(string text, string expected)
    {
        Assert.IsTrue(DnsName.TryParse(text, out var name));
        Assert.AreEqual(expected, name.ToString());
        Assert.IsTrue(DnsName.TryParse(name.ToString(), out var again));
        Assert.AreEqual(name, again);
    }

    [TestMethod]
    [DataRow("a.b.c", "b.c", true)]
    [DataRow("b.c", "b.c", true)]
    [DataRow("xb.c", "b.c", false)]
    [DataRow("b.c", "a.b.c", false)]
    [DataRow("a.b", ".", true)]
    [DataRow(@"x\.b.c", "b.c", false)]
    public void IsWithin_Zone_GoesByLabels(string text, string zone, bool expected)
    {
        Assert.IsTrue(DnsName.TryParse(text, out var name));
        Assert.IsTrue(DnsName.TryParse(zone, out var other));
        Assert.AreEqual(expected, name.IsWithin(other));
    }
}
