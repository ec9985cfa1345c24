using Postern.Abstractions.Authentication;
using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Spf.Fakes;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Spf;

[TestClass]
public sealed class SpfFunctionsTests
{
    private readonly FakeMflContext _context = new()
    {
        Variables =
        {
            ["spf_explanation"] = new MflValue("old"),
            ["spf_mechanism"] = new MflValue("old"),
            ["spf_explanation_prefix"] = new MflValue("see: "),
        },
    };

    [TestMethod]
    public async Task CheckHost_Fails_SetsVariables()
    {
        ScriptedZone zone = new ScriptedZone().Add("a.test", DnsRecordType.Txt, "v=spf1 -all exp=e.test").Add("e.test", DnsRecordType.Txt, "%{r} says no");

        long result = await Functions(zone).CheckHostAsync(_context, "192.0.2.1", "a.test", "u@a.test", "mail.test", "here.test");

        Assert.AreEqual((long)SpfResult.Fail, result);
        Assert.AreEqual("-all", _context.Variables["spf_mechanism"].Text);
        Assert.AreEqual("see: here.test says no", _context.Variables["spf_explanation"].Text);
    }

    [TestMethod]
    public async Task CheckHost_NoRecord_EmptiesVariables()
    {
        long result = await Functions(new ScriptedZone()).CheckHostAsync(_context, "192.0.2.1", "a.test", "u@a.test", "mail.test", "here.test");

        Assert.AreEqual((long)SpfResult.None, result);
        Assert.AreEqual("", _context.Variables["spf_mechanism"].Text);
        Assert.AreEqual("", _context.Variables["spf_explanation"].Text);
    }

    [TestMethod]
    public async Task CheckHost_ClientWithoutAddress_IsNone() => Assert.AreEqual(
        (long)SpfResult.None, await Functions(new ScriptedZone()).CheckHostAsync(_context, "", "a.test", "u@a.test", "mail.test", "here.test"));

    [TestMethod]
    [DataRow("nonsense")]
    [DataRow("12")]
    [DataRow("192.0.2.1 ")]
    public async Task CheckHost_NoAddress_IsInvalid(string ip)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(
            () => Functions(new ScriptedZone()).CheckHostAsync(_context, ip, "a.test", "u@a.test", "mail.test", "here.test").AsTask());

        Assert.AreEqual((long)MflExceptionCode.InvalidIp, error.Number);
        Assert.AreEqual($"spf_check_host: `{ip}' is no IP address", error.Message);
    }

    [TestMethod]
    [DataRow("v=spf1 ip4:192.0.2.1 -all", SpfResult.Pass)]
    [DataRow("v=spf1 a:gone.test -all", SpfResult.Fail)]
    [DataRow("ip4:192.0.2.1", SpfResult.None)]
    [DataRow("v=spf1 ip4:x", SpfResult.PermError)]
    public async Task TestRecord_Record_IsEvaluated(string record, SpfResult result) => Assert.AreEqual(
        (long)result, await Functions(new ScriptedZone()).TestRecordAsync(_context, record, "192.0.2.1", "a.test", "u@a.test", "mail.test", "here.test"));

    private static SpfFunctions Functions(ScriptedZone zone) => new(new SpfEvaluator(zone, new FakeHost(TimeProvider.System)));
}
