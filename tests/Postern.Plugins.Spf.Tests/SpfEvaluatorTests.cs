using System.Net;
using Postern.Abstractions.Authentication;
using Postern.Abstractions.Dns;
using Postern.Plugins.Spf.Fakes;
using Postern.Testing.Milter;

namespace Postern.Plugins.Spf;

[TestClass]
public sealed class SpfEvaluatorTests
{
    private const string Client = "192.0.2.1";

    [TestMethod]
    [DataRow("v=spf1", SpfResult.Neutral, "", DisplayName = "Record_Empty_IsNeutral")]
    [DataRow("V=SPF1 -ALL", SpfResult.Fail, "-ALL", DisplayName = "Record_UpperCase_IsRead")]
    [DataRow("v=spf10 -all", SpfResult.None, "", DisplayName = "Record_OtherVersion_IsNone")]
    [DataRow("v=spf1 ip4:192.0.2.0/24 -all", SpfResult.Pass, "ip4:192.0.2.0/24", DisplayName = "Ip4_InNetwork_Matches")]
    [DataRow("v=spf1 ip4:192.0.2.2/31 ~all", SpfResult.SoftFail, "~all", DisplayName = "Ip4_OutsideNetwork_DoesNotMatch")]
    [DataRow("v=spf1 ip6:::ffff:192.0.2.1 ?all", SpfResult.Neutral, "?all", DisplayName = "Ip6_MappedNetwork_DoesNotMatchIpv4")]
    [DataRow("v=spf1 include:pass.test -all", SpfResult.Pass, "+all include:pass.test", DisplayName = "Include_Passes_NamesBoth")]
    [DataRow("v=spf1 include:fail.test ~all", SpfResult.SoftFail, "~all", DisplayName = "Include_Fails_GoesOn")]
    [DataRow("v=spf1 redirect=pass.test", SpfResult.Pass, "+all", DisplayName = "Redirect_Passes_IsPass")]
    [DataRow("v=spf1 -all redirect=pass.test", SpfResult.Fail, "-all", DisplayName = "Redirect_BehindAll_IsIgnored")]
    public async Task CheckHost_Record_GivesResult(string record, SpfResult result, string mechanism)
    {
        ScriptedZone zone = Zone(record).Add("pass.test", DnsRecordType.Txt, "v=spf1 +all").Add("fail.test", DnsRecordType.Txt, "v=spf1 -all");

        SpfAnswer answer = await CheckAsync(zone);

        Assert.AreEqual(result, answer.Result, answer.Problem);
        Assert.AreEqual(mechanism, answer.Mechanism);
    }

    [TestMethod]
    [DataRow("v=spf1 ip4:192.0.2.256", "the record of a.test is wrong: `ip4:192.0.2.256' is no term", DisplayName = "Ip4_NoAddress_IsWrong")]
    [DataRow("v=spf1 ip4:192.0.2.1/033", "the record of a.test is wrong: `ip4:192.0.2.1/033' is no term", DisplayName = "Ip4_LengthWithZero_IsWrong")]
    [DataRow("v=spf1 -all foo", "the record of a.test is wrong: `foo' is no mechanism", DisplayName = "Mechanism_UnknownBehindAll_IsWrong")]
    [DataRow("v=spf1 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "the record of a.test is wrong: `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' is no mechanism", DisplayName = "Mechanism_Long_IsQuotedInShort")]
    [DataRow("v=spf1 redirect=b.test redirect=b.test", "the record of a.test is wrong: `redirect' stands twice", DisplayName = "Redirect_Twice_IsWrong")]
    [DataRow("v=spf1 a:\u00e9.test", "the record of a.test is wrong: a byte that is not printable ASCII", DisplayName = "Record_NotAscii_IsWrong")]
    [DataRow("v=spf1 exists:%{x}.test", "the record of a.test is wrong: `exists:%{x}.test' is no term", DisplayName = "Macro_Unknown_IsWrong")]
    [DataRow("v=spf1 exists:%{d0}.test", "the record of a.test is wrong: `exists:%{d0}.test' is no term", DisplayName = "Macro_ZeroParts_IsWrong")]
    [DataRow("v=spf1 exists:%{d", "the record of a.test is wrong: `exists:%{d' is no term", DisplayName = "Macro_WithoutEnd_IsWrong")]
    [DataRow("v=spf1 include:nothing.test", "`include:nothing.test' of a.test leads to no record", DisplayName = "Include_WithoutRecord_IsWrong")]
    [DataRow("v=spf1 redirect=nothing.test", "redirect=nothing.test of a.test leads to no record", DisplayName = "Redirect_WithoutRecord_IsWrong")]
    [DataRow("v=spf1 include:a.test", "more than 10 terms that look something up", DisplayName = "Include_ItSelf_ReachesTheLimit")]
    [DataRow("v=spf1 a:x.test a:y.test a:z.test", "more than 2 look-ups found nothing", DisplayName = "LookUps_ThreeInVain_ReachTheLimit")]
    public async Task CheckHost_WrongRecord_IsPermError(string record, string problem)
    {
        SpfAnswer answer = await CheckAsync(Zone(record));

        Assert.AreEqual(SpfResult.PermError, answer.Result);
        Assert.AreEqual(problem, answer.Problem);
    }

    [TestMethod]
    [DataRow(DnsStatus.TimedOut, "the record of a.test cannot be looked up: no server answers")]
    [DataRow(DnsStatus.ServerFailure, "the record of a.test cannot be looked up: the servers fail")]
    [DataRow(DnsStatus.Refused, "the record of a.test cannot be looked up: the servers refuse")]
    [DataRow(DnsStatus.ChainTooLong, "the record of a.test cannot be looked up: its chain of aliases is too long")]
    public async Task CheckHost_DnsFails_IsTempError(DnsStatus status, string problem)
    {
        SpfAnswer answer = await CheckAsync(new ScriptedZone().Fail("a.test", status: status));

        Assert.AreEqual(SpfResult.TempError, answer.Result);
        Assert.AreEqual(problem, answer.Problem);
    }

    [TestMethod]
    public async Task CheckHost_TwoRecords_IsPermError()
    {
        SpfAnswer answer = await CheckAsync(Zone("v=spf1 -all").Add("a.test", DnsRecordType.Txt, "v=spf1 +all"));

        Assert.AreEqual(SpfResult.PermError, answer.Result);
        Assert.AreEqual("a.test has 2 SPF records", answer.Problem);
    }

    [TestMethod]
    public async Task CheckHost_TenLookups_AreAllowed()
    {
        ScriptedZone zone = Zone("v=spf1 " + string.Join(' ', Enumerable.Range(0, 10).Select(static i => $"exists:x{i}.test")) + " -all");
        for (int i = 0; i < 10; i++)
            zone.Add($"x{i}.test", DnsRecordType.Aaaa, "2001:db8::1");

        // Every name exists without an A record: the third is one too many.
        Assert.AreEqual(SpfResult.PermError, (await CheckAsync(zone)).Result);
        for (int i = 0; i < 9; i++)
            zone.Add($"x{i}.test", DnsRecordType.Cname, "host.test");
        Assert.AreEqual(SpfResult.Pass, (await CheckAsync(zone.Add("host.test", DnsRecordType.A, "127.0.0.2"))).Result);
    }

    [TestMethod]
    public async Task CheckHost_ElevenExchangers_IsPermError()
    {
        ScriptedZone zone = Zone("v=spf1 mx -all");
        for (int i = 0; i < 11; i++)
            zone.Add("a.test", DnsRecordType.MX, $"mx{i}.test", i);

        Assert.AreEqual("a.test has more than 10 mail exchangers", (await CheckAsync(zone)).Problem);
    }

    [TestMethod]
    public async Task CheckHost_Ipv4MappedClient_IsIpv4()
    {
        SpfAnswer answer = await CheckAsync(Zone("v=spf1 ip4:192.0.2.1 -all"), client: "::ffff:192.0.2.1");

        Assert.AreEqual(SpfResult.Pass, answer.Result);
    }

    [TestMethod]
    public async Task CheckHost_Explanation_ExpandsMacros()
    {
        ScriptedZone zone = Zone("v=spf1 -all exp=why.%{d}").Add("why.a.test", DnsRecordType.Txt, "%{c} is not %{h}%_or %{L}: %{S}, %{r}, %{t}");

        SpfAnswer answer = await CheckAsync(zone, sender: "u&v@a.test");

        Assert.AreEqual("192.0.2.1 is not mail.test or u%26v: u%26v%40a.test, unknown, 1767225600", answer.Explanation);
    }

    [TestMethod]
    [DataRow("100% wrong", DisplayName = "Explanation_BadMacro_IsLeftOut")]
    [DataRow("caf\u00e9", DisplayName = "Explanation_NotAscii_IsLeftOut")]
    [DataRow("a\tb", DisplayName = "Explanation_ControlCharacter_IsLeftOut")]
    public async Task CheckHost_UnreadableExplanation_IsEmpty(string text)
    {
        SpfAnswer answer = await CheckAsync(Zone("v=spf1 -all exp=why.test").Add("why.test", DnsRecordType.Txt, text));

        Assert.AreEqual(SpfResult.Fail, answer.Result);
        Assert.AreEqual("", answer.Explanation);
    }

    [TestMethod]
    public async Task CheckHost_SenderOutsideAscii_MatchesNoNameMadeOfIt()
    {
        SpfAnswer answer = await CheckAsync(Zone("v=spf1 exists:%{l}.test ?all"), sender: "\u00c3\u00a9@a.test");

        Assert.AreEqual("?all", answer.Mechanism);
        Assert.AreEqual(SpfResult.Neutral, answer.Result);
    }

    [TestMethod]
    public async Task CheckHost_DomainInUtf8_IsLookedUpInALabels()
    {
        ScriptedZone zone = new ScriptedZone().Add("xn--bcher-kva.test", DnsRecordType.Txt, "v=spf1 -all");

        SpfAnswer answer = await CheckAsync(zone, domain: "b\u00c3\u00bccher.test");

        Assert.AreEqual(SpfResult.Fail, answer.Result);
    }

    [TestMethod]
    public async Task CheckHost_LongExpansion_LosesLabelsAtTheLeft()
    {
        string local = string.Join('.', Enumerable.Repeat("abcdefghi", 30));
        ScriptedZone zone = Zone("v=spf1 exists:%{l}.a.test -all");

        await CheckAsync(zone, sender: $"{local}@a.test");

        string asked = zone.Asked[^1]["A ".Length..];
        Assert.IsLessThanOrEqualTo(253, asked.Length);
        Assert.EndsWith("abcdefghi.a.test", asked);
    }

    [TestMethod]
    public async Task CheckHost_DnsIsSilent_EndsInTempError()
    {
        var time = new ManualTime();
        var evaluator = new SpfEvaluator(new ScriptedZone { IsSilent = true }, new FakeHost(time));

        Task<SpfAnswer> check = evaluator.CheckHostAsync(IPAddress.Parse(Client), "a.test", "u@a.test", "mail.test", default).AsTask();
        Assert.IsFalse(check.IsCompleted);
        time.Advance(SpfEvaluator.Limit);

        Assert.AreEqual("the evaluation has taken longer than 20 seconds", (await check).Problem);
    }

    [TestMethod]
    public async Task CheckHost_CallerCancels_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var evaluator = new SpfEvaluator(new ScriptedZone { IsSilent = true }, new FakeHost(TimeProvider.System));

        Task<SpfAnswer> check = evaluator.CheckHostAsync(IPAddress.Parse(Client), "a.test", "u@a.test", "mail.test", cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => check);
    }

    private static ScriptedZone Zone(string record) => new ScriptedZone().Add("a.test", DnsRecordType.Txt, record);

    private static async Task<SpfAnswer> CheckAsync(ScriptedZone zone, string client = Client, string domain = "a.test", string sender = "u@a.test")
    {
        var evaluator = new SpfEvaluator(zone, new FakeHost(new ManualTime()));
        return await evaluator.CheckHostAsync(IPAddress.Parse(client), domain, sender, "mail.test", default);
    }
}
