using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Dns.Functions;
using Postern.Plugins.Dns.Tests.Fakes;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Dns.Tests.Functions;

/// <summary>What the comparison with mailfromd cannot show: IPv6, statuses that it does not tell apart, hostile zones.</summary>
[TestClass]
public sealed class LookupFunctionsTests
{
    private const string Reverse6 = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";

    private readonly FakeMflContext _context = new();

    [TestMethod]
    [DataRow(DnsStatus.TimedOut, MflExceptionCode.TempFailure)]
    [DataRow(DnsStatus.ServerFailure, MflExceptionCode.TempFailure)]
    [DataRow(DnsStatus.Refused, MflExceptionCode.TempFailure)]
    [DataRow(DnsStatus.ChainTooLong, MflExceptionCode.TooMany)]
    [DataRow(DnsStatus.NoData, MflExceptionCode.NotFound)]
    [DataRow(DnsStatus.NameError, MflExceptionCode.NotFound)]
    public async Task Resolve_Status_IsAnException(DnsStatus status, MflExceptionCode code)
    {
        var dns = new FakeResolver().Fail("a.test", DnsRecordType.A, status);

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await new PrimitiveFunctions(dns).Resolve(_context, "a.test"));
        Assert.AreEqual(((long)code, "primitive_resolve: cannot resolve a.test"), (error.Number, error.Message));
    }

    [TestMethod]
    [DataRow("both", 1, "192.0.2.1")]
    [DataRow("both", 2, "192.0.2.1")]
    [DataRow("both", 3, "2001:db8::1")]
    [DataRow("six", 1, "2001:db8::1")]
    [DataRow("six", 2, null)]
    [DataRow("four", 3, null)]
    public async Task Resolve_Family_ChoosesTheAddress(string host, long family, string? expected)
    {
        var dns = new FakeResolver()
            .Add("both.test", DnsRecordType.A, "192.0.2.1", "192.0.2.2").Add("both.test", DnsRecordType.Aaaa, "2001:db8::1")
            .Add("six.test", DnsRecordType.Aaaa, "2001:db8::1").Add("four.test", DnsRecordType.A, "192.0.2.1");
        var functions = new PrimitiveFunctions(dns);

        if (expected is null)
            await Assert.ThrowsExactlyAsync<MflException>(async () => await functions.Resolve(_context, host, "test", family));
        else
            Assert.AreEqual(expected, await functions.Resolve(_context, host, "test", family));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    public async Task Resolve_UnknownFamily_IsRefused(long family) => Assert.AreEqual(
        $"primitive_resolve: no such address family: {family}",
        (await Assert.ThrowsExactlyAsync<MflException>(async () => await new PrimitiveFunctions(new FakeResolver()).Resolve(_context, "a", "", family))).Message);

    [TestMethod]
    public async Task Address6_NamesAndBack_Works()
    {
        var dns = new FakeResolver().Add(Reverse6, DnsRecordType.Ptr, "six.test").Add("six.test", DnsRecordType.Aaaa, "2001:db8::1");
        var functions = new PrimitiveFunctions(dns);

        Assert.AreEqual("six.test", await functions.HostName(_context, "2001:db8::1"));
        Assert.IsTrue(await functions.ValidatePointer(_context, "2001:DB8:0::1"));
        Assert.AreEqual(0, await new QueryFunctions(dns).LookUp(_context, 12, "2001:db8::1"));
        Assert.AreEqual("six.test", QueryFunctions.Text(_context, 0, 0));
    }

    [TestMethod]
    public async Task ValidatePointer_OneNameFails_GoesByTheOthers()
    {
        var dns = new FakeResolver().Add("1.2.0.192.in-addr.arpa", DnsRecordType.Ptr, "down.test", "a b.test", "a.test").Fail("down.test", DnsRecordType.A, DnsStatus.TimedOut);

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await new PrimitiveFunctions(dns).ValidatePointer(_context, "192.0.2.1"));
        Assert.AreEqual((long)MflExceptionCode.TempFailure, error.Number);
        Assert.IsTrue(await new PrimitiveFunctions(dns.Add("a.test", DnsRecordType.A, "192.0.2.1")).ValidatePointer(_context, "192.0.2.1"));
        CollectionAssert.DoesNotContain(dns.Asked.ToArray(), "a b.test A");
    }

    [TestMethod]
    public async Task IsExchanger_ThousandExchangers_LooksUpABoundedNumber()
    {
        var dns = new FakeResolver().Add("big.test", DnsRecordType.MX, [.. Enumerable.Range(0, 1000).Select(static i => $"mx{i}.test")])
            .Add("mx31.test", DnsRecordType.A, "192.0.2.31").Add("mx32.test", DnsRecordType.A, "192.0.2.32");

        Assert.IsTrue(await new ExchangerFunctions(dns).IsExchanger(_context, "big.test", "192.0.2.31"));
        Assert.IsFalse(await new ExchangerFunctions(dns).IsExchanger(_context, "big.test", "192.0.2.32"));
        Assert.HasCount(2 * 33, dns.Asked);
    }

    [TestMethod]
    public async Task IsExchanger_Address6_LooksAtAddresses6()
    {
        var dns = new FakeResolver().Add("a.test", DnsRecordType.MX, "mx.test").Add("mx.test", DnsRecordType.A, "192.0.2.1").Add("mx.test", DnsRecordType.Aaaa, "2001:db8::1");

        Assert.IsTrue(await new ExchangerFunctions(dns).IsExchanger(_context, "a.test", "2001:db8::1"));
        Assert.IsFalse(await new ExchangerFunctions(dns).IsExchanger(_context, "a.test", "2001:db8::2"));
    }

    [TestMethod]
    public async Task ExchangerNames_NamesOfNoHost_AreLeftOut()
    {
        var dns = new FakeResolver().Add("a.test", DnsRecordType.MX, "mx.test", "a\\032b.test", "x\ny", "under_score.test", ".");

        Assert.AreEqual("mx.test under_score.test", await new ExchangerFunctions(dns).ExchangerNames(_context, "x@a.test"));
        Assert.AreEqual("", await new ExchangerFunctions(dns).ExchangerNames(_context, "nope.test"));
    }

    [TestMethod]
    public async Task LookUp_Addresses6_AreSortedByNumber()
    {
        var dns = new FakeResolver().Add("a.test", DnsRecordType.Aaaa, "2001:db8::a", "2001:db8::9", "::1");

        long reply = await new QueryFunctions(dns).LookUp(_context, 28, "a.test", sort: true);

        Assert.AreEqual("::1 2001:db8::9 2001:db8::a", string.Join(' ', Enumerable.Range(0, 3).Select(i => QueryFunctions.Text(_context, reply, i))));
        Assert.AreEqual(
            "dns_reply_ip: record 0 of reply 0 is no IPv4 address",
            Assert.ThrowsExactly<MflException>(() => QueryFunctions.Address(_context, reply, 0)).Message);
    }

    [TestMethod]
    public async Task Address_Reply_IsInNetworkOrder()
    {
        var dns = new FakeResolver().Add("a.test", DnsRecordType.A, "1.2.3.4").Add("a.test", DnsRecordType.Txt, "1.2.3.4");
        var functions = new QueryFunctions(dns);

        Assert.AreEqual(0x04030201, QueryFunctions.Address(_context, await functions.LookUp(_context, 1, "a.test"), 0));
        long text = await functions.LookUp(_context, 16, "a.test");
        Assert.AreEqual((long)MflExceptionCode.Failure, Assert.ThrowsExactly<MflException>(() => QueryFunctions.Address(_context, text, 0)).Number);
        Assert.AreEqual((long)MflExceptionCode.Range, Assert.ThrowsExactly<MflException>(() => QueryFunctions.Address(_context, text, 1)).Number);
    }

    [TestMethod]
    public async Task LookUp_RepliesThatAreNeverReleased_HaveALimit()
    {
        var functions = new QueryFunctions(new FakeResolver().Add("a.test", DnsRecordType.A, "192.0.2.1"));
        for (int i = 0; i < 1024; i++)
            Assert.AreEqual(i, await functions.LookUp(_context, 1, "a.test"));

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await functions.LookUp(_context, 1, "a.test"));
        Assert.AreEqual("dns_query: 1024 replies are open, the most there may be; release them by dns_reply_release", error.Message);
        QueryFunctions.Release(_context, 7);
        Assert.AreEqual(7, await functions.LookUp(_context, 1, "a.test"));
    }
}
