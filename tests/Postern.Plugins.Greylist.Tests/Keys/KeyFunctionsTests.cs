using Postern.Abstractions.Authentication;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Greylist.Keys;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Greylist.Tests.Keys;

[TestClass]
public sealed class KeyFunctionsTests
{
    private const string Client = "192.0.2.45";
    private const string Helo = "mail.example.org";
    private const string Sender = "alice@example.org";

    private readonly FakeMflContext _context = new();
    private readonly FakeSpf _spf = new();
    private readonly FakeResolver _resolver = new();

    [TestMethod]
    [DataRow("192.0.2.45", 24, 64, "192.0.2.0/24")]
    [DataRow("192.0.2.45", 32, 64, "192.0.2.45/32")]
    [DataRow("192.0.2.45", 20, 64, "192.0.0.0/20")]
    [DataRow("192.0.2.45", 0, 64, "0.0.0.0/0")]
    [DataRow("2001:db8:1:2:3:4:5:6", 24, 64, "2001:db8:1:2::/64")]
    [DataRow("IPv6:2001:DB8:1:2:3:4:5:6", 24, 50, "2001:db8:1::/50")]
    [DataRow("2001:db8::1", 24, 128, "2001:db8::1/128")]
    [DataRow("::ffff:192.0.2.45", 24, 64, "192.0.2.0/24")]
    public void Network_Address_IsItsPrefix(string ip, long bits4, long bits6, string expected) =>
        Assert.AreEqual(expected, KeyFunctions.Network(ip, bits4, bits6));

    [TestMethod]
    [DataRow("")]
    [DataRow("unknown")]
    [DataRow("1")]
    [DataRow("192.0.2")]
    [DataRow("192.0.2.045")]
    [DataRow("0x7f.0.0.1")]
    [DataRow("192.0.2.1 ")]
    [DataRow("[::1]:25")]
    [DataRow("fe80::1%eth0")]
    [DataRow("::1::")]
    public void Network_NoAddress_IsRefused(string ip)
    {
        var failure = Assert.ThrowsExactly<MflException>(() => KeyFunctions.Network(ip));

        Assert.AreEqual((long)MflExceptionCode.InvalidIp, failure.Number);
        Assert.AreEqual($"greylist_network: invalid IP address ({ip})", failure.Message);
    }

    [TestMethod]
    [DataRow(33, 64, "greylist_network: 33 is no length of a prefix in IPv4, expected 0 to 32")]
    [DataRow(-1, 64, "greylist_network: -1 is no length of a prefix in IPv4, expected 0 to 32")]
    [DataRow(24, 129, "greylist_network: 129 is no length of a prefix in IPv6, expected 0 to 128")]
    public void Network_NoLength_IsRefused(long bits4, long bits6, string expected)
    {
        var failure = Assert.ThrowsExactly<MflException>(() => KeyFunctions.Network(Client, bits4, bits6));

        Assert.AreEqual((long)MflExceptionCode.Range, failure.Number);
        Assert.AreEqual(expected, failure.Message);
    }

    [TestMethod]
    [DataRow("network", "192.0.2.0/24")]
    [DataRow("", "192.0.2.0/24")]
    [DataRow("network:20", "192.0.0.0/20")]
    [DataRow("network:28:56", "192.0.2.32/28")]
    [DataRow("address", "192.0.2.45")]
    [DataRow("spf, helo network:16", "192.0.0.0/16")]
    public async Task Client_WaysByAddress_GiveIt(string method, string expected) => Assert.AreEqual(expected, await ClientAsync(Client, method));

    [TestMethod]
    [DataRow("spff")]
    [DataRow("spf,net")]
    [DataRow("network:33")]
    [DataRow("network:24:129")]
    [DataRow("network:24:64:1")]
    [DataRow("network:")]
    public async Task Client_UnknownWay_IsRefused(string method)
    {
        string wrong = method.Split(',')[^1];

        var failure = await Assert.ThrowsExactlyAsync<MflException>(() => ClientAsync(Client, method));

        Assert.AreEqual((long)MflExceptionCode.Invalid, failure.Number);
        Assert.AreEqual($"greylist_client: unknown method {wrong}; expected address, network, network:BITS4:BITS6, spf or helo", failure.Message);
    }

    [TestMethod]
    public async Task Client_PoolThatSpfCovers_IsOneWhateverTheAddress()
    {
        string[] pool = [Client, "198.51.100.9", "2001:db8::1", "2001:db8:5::2", "2001:db8:9::3"];
        _spf.Policies["example.org"] = pool;

        foreach (string ip in pool)
            Assert.AreEqual("spf=example.org", await ClientAsync(ip, "spf"));
        Assert.AreEqual("203.0.113.0/24", await ClientAsync("203.0.113.7", "spf"));
        Assert.AreEqual($"{Client} example.org {Sender} {Helo}", _spf.Asked[0]);
    }

    [TestMethod]
    [DataRow(SpfResult.None)]
    [DataRow(SpfResult.Neutral)]
    [DataRow(SpfResult.Fail)]
    [DataRow(SpfResult.SoftFail)]
    [DataRow(SpfResult.TempError)]
    [DataRow(SpfResult.PermError)]
    public async Task Client_SpfDoesNotPass_IsTheNextWay(SpfResult result)
    {
        _spf.Otherwise = result;

        Assert.AreEqual(Client, await ClientAsync(Client, "spf address"));
    }

    [TestMethod]
    [DataRow("all")]
    [DataRow("+all")]
    [DataRow("+ALL")]
    public async Task Client_SpfLetsEverybody_IsTheNextWay(string mechanism)
    {
        _spf.Policies["example.org"] = [Client];
        _spf.Mechanism = mechanism;

        Assert.AreEqual("192.0.2.0/24", await ClientAsync(Client, "spf"));
    }

    [TestMethod]
    public async Task Client_BounceWithSpf_GoesByTheNameOfHelo()
    {
        _spf.Policies[Helo] = [Client];

        Assert.AreEqual($"spf={Helo}", await Functions().ClientAsync(_context, Client, Helo, "<>", "spf"));
        Assert.AreEqual($"{Client} {Helo} postmaster@{Helo} {Helo}", _spf.Asked.Single());
    }

    [TestMethod]
    [DataRow("", "<>")]
    [DataRow("[192.0.2.45]", "")]
    [DataRow(Helo, "alice")]
    [DataRow(Helo, "alice@[192.0.2.45]")]
    public async Task Client_NoDomain_AsksForNoPolicy(string helo, string sender)
    {
        Assert.AreEqual("192.0.2.0/24", await Functions().ClientAsync(_context, Client, helo, sender, "spf"));
        Assert.IsEmpty(_spf.Asked);
    }

    [TestMethod]
    public async Task Client_HeloWithItsAddress_IsTheDomain()
    {
        _resolver.Hosts[Helo] = ["203.0.113.1", Client, "2001:db8:0:0:0:0:0:1"];

        Assert.AreEqual("helo=example.org", await ClientAsync(Client, "helo"));
        Assert.AreEqual("helo=example.org", await ClientAsync("IPv6:2001:db8::1", "helo"));
        Assert.AreEqual("192.0.2.0/24", await ClientAsync("192.0.2.46", "helo"));
        Assert.AreEqual($"{Helo} A, {Helo} Aaaa, {Helo} A", string.Join(", ", _resolver.Asked));
    }

    [TestMethod]
    [DataRow("[192.0.2.45]")]
    [DataRow("192-0-2-45.net.example.org")]
    [DataRow("localhost")]
    [DataRow("")]
    public async Task Client_HeloThatShowsNothing_IsNotLookedUp(string helo)
    {
        _resolver.Hosts[helo] = [Client];

        Assert.AreEqual("192.0.2.0/24", await Functions().ClientAsync(_context, Client, helo, Sender, "helo"));
        Assert.IsEmpty(_resolver.Asked);
    }

    [TestMethod]
    [DataRow(DnsStatus.NoData)]
    [DataRow(DnsStatus.ServerFailure)]
    [DataRow(DnsStatus.TimedOut)]
    public async Task Client_HeloCannotBeLookedUp_IsTheNextWay(DnsStatus status)
    {
        _resolver.Otherwise = status;

        Assert.AreEqual(Client, await ClientAsync(Client, "helo address"));
    }

    [TestMethod]
    [DataRow("spf", "greylist_client: method spf needs a plugin that evaluates SPF policies (ISpfEvaluator), and none is loaded")]
    [DataRow("helo", "greylist_client: method helo needs a plugin that looks up names (IDnsResolver), and none is loaded")]
    public async Task Client_PluginIsMissing_SaysWhich(string method, string expected)
    {
        var functions = new KeyFunctions(spf: null, resolver: null);

        var failure = await Assert.ThrowsExactlyAsync<MflException>(() => functions.ClientAsync(_context, Client, Helo, Sender, method).AsTask());

        Assert.AreEqual((long)MflExceptionCode.Failure, failure.Number);
        Assert.AreEqual(expected, failure.Message);
    }

    [TestMethod]
    public async Task Key_Triplet_IsMadeOfWhatStaysTheSame()
    {
        Assert.AreEqual(
            "192.0.2.0/24-list-return-#@example.org-Bob+x@example.com",
            await Functions().KeyAsync(_context, Client, Helo, "prvs=123=list-return-7-bob=example.com@EXAMPLE.org", "<Bob+x@Example.COM>"));
        Assert.AreEqual("192.0.2.45--bob@example.com", await Functions().KeyAsync(_context, Client, Helo, "<>", "bob@example.com", "address"));
    }

    [TestMethod]
    public async Task Key_NoAddress_IsRefused()
    {
        var failure = await Assert.ThrowsExactlyAsync<MflException>(() => Functions().KeyAsync(_context, "unknown", Helo, Sender, "bob@example.com").AsTask());

        Assert.AreEqual("greylist_key: invalid IP address (unknown)", failure.Message);
    }

    private Task<string> ClientAsync(string ip, string method) => Functions().ClientAsync(_context, ip, Helo, Sender, method).AsTask();

    private KeyFunctions Functions() => new(_spf, _resolver);
}
