using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Dns.BlockLists;
using Postern.Plugins.Dns.Tests.Fakes;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Dns.Tests.BlockLists;

[TestClass]
public sealed class BlockListFunctionsTests
{
    private readonly FakeResolver _dns = new FakeResolver()
        .Add("1.2.0.192.bad.test", DnsRecordType.A, "127.0.0.2", "127.0.0.10")
        .Add("1.2.0.192.good.test", DnsRecordType.A, "127.0.5.1")
        .Add("1.2.0.192.refusing.test", DnsRecordType.A, "127.255.255.254")
        .Add("1.2.0.192.parked.test", DnsRecordType.A, "203.0.113.1")
        .Add("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bad.test", DnsRecordType.A, "127.0.0.2")
        .Add("spam.example.bad.test", DnsRecordType.A, "127.0.0.2")
        .Fail("1.2.0.192.down.test", DnsRecordType.A, DnsStatus.TimedOut)
        .Fail("1.2.0.192.empty.test", DnsRecordType.A, DnsStatus.NoData);

    private readonly FakeMflContext _context = new();

    [TestMethod]
    [DataRow("192.0.2.1", "bad.test", 1, "bad.test", "")]
    [DataRow("192.0.2.1", "bad.test*3 good.test*-2,empty.test*5", 1, "bad.test good.test", "")]
    [DataRow("192.0.2.1", "bad.test=127.0.0.[4..9;11]*3", 0, "", "")]
    [DataRow("192.0.2.1", "bad.test=127.0.0.[4..9;10]*3", 3, "bad.test", "")]
    [DataRow("192.0.2.1", "good.test=127.0.[0..255].[1]*-4", -4, "good.test", "")]
    [DataRow("192.0.2.1", "bad.test=127.0.0.8/29*2", 2, "bad.test", "")]
    [DataRow("192.0.2.1", "refusing.test parked.test", 0, "", "")]
    [DataRow("192.0.2.1", "refusing.test=127.255.255.254", 1, "refusing.test", "")]
    [DataRow("192.0.2.1", "down.test*9 bad.test", 1, "bad.test", "down.test")]
    [DataRow("192.0.2.2", "bad.test", 0, "", "")]
    [DataRow("192.0.2.1", "", 0, "", "")]
    [DataRow("2001:db8::1", "bad.test", 1, "bad.test", "")]
    public async Task ScoreAddress_Lists_AddUp(string ip, string sites, int score, string hits, string failures)
    {
        Assert.AreEqual(score, await new BlockListFunctions(_dns).ScoreAddress(_context, ip, sites));
        Assert.AreEqual((hits, failures), (_context.Variables["dnsbl_hits"].Text, _context.Variables["dnsbl_failures"].Text));
    }

    [TestMethod]
    [DataRow("spam.example", 2)]
    [DataRow("a@b@spam.example.", 2)]
    [DataRow("ham.example", 0)]
    [DataRow("\u00e4.example", 0)]
    public async Task ScoreDomain_Lists_AddUp(string domain, int score) =>
        Assert.AreEqual(score, await new BlockListFunctions(_dns).ScoreDomain(_context, domain, "bad.test*2"));

    [TestMethod]
    [DataRow("x", "bad.test", MflExceptionCode.InvalidIp, "dnsbl_score: invalid IP address (x)")]
    [DataRow("192.0.2.1", "bad.test*x", MflExceptionCode.Invalid, "dnsbl_score: bad.test*x: the weight is not a number from -1000000 to 1000000; expected ZONE[=FILTER][*WEIGHT]")]
    [DataRow("192.0.2.1", "bad.test*-9223372036854775808", MflExceptionCode.Invalid, "dnsbl_score: bad.test*-9223372036854775808: the weight is not a number from -1000000 to 1000000; expected ZONE[=FILTER][*WEIGHT]")]
    [DataRow("192.0.2.1", "bad.test=1", MflExceptionCode.Invalid, "dnsbl_score: bad.test=1: the filter is not like 127.0.0.2, 127.0.0.[2;4..11] or 127.0.0.0/28; expected ZONE[=FILTER][*WEIGHT]")]
    [DataRow("192.0.2.1", "=127.0.0.1", MflExceptionCode.Invalid, "dnsbl_score: =127.0.0.1: the zone is missing; expected ZONE[=FILTER][*WEIGHT]")]
    [DataRow("192.0.2.1", "a..b", MflExceptionCode.Invalid, "dnsbl_score: a..b: the zone is no domain; expected ZONE[=FILTER][*WEIGHT]")]
    public async Task ScoreAddress_Mistake_IsTold(string ip, string sites, MflExceptionCode code, string text)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await new BlockListFunctions(_dns).ScoreAddress(_context, ip, sites));

        Assert.AreEqual(((long)code, text), (error.Number, error.Message));
    }

    [TestMethod]
    public async Task ScoreAddress_TooManyLists_IsRefused()
    {
        string sites = string.Join(' ', Enumerable.Range(0, 65).Select(static i => $"l{i}.test"));

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await new BlockListFunctions(_dns).ScoreAddress(_context, "192.0.2.1", sites));
        Assert.AreEqual("dnsbl_score: 65 lists, at most 64 are asked", error.Message);
        Assert.IsEmpty(_dns.Asked);
    }

    [TestMethod]
    [DataRow("127.0.0")]
    [DataRow("127.0.0.1.2")]
    [DataRow("127.0.0.256")]
    [DataRow("127.0.0.[1")]
    [DataRow("127.0.0.[]")]
    [DataRow("127.0.0.[3..1]")]
    [DataRow("127.0.0.1..3")]
    [DataRow("127.0.0.[1]x")]
    [DataRow("127.0.0.[1].2")]
    [DataRow("127.0.0.1.")]
    [DataRow("127.0.0.0/33")]
    [DataRow("::1/128")]
    [DataRow("")]
    public void TryParse_WrongFilter_IsRefused(string text) => Assert.IsFalse(AnswerFilter.TryParse(text, out _));
}
