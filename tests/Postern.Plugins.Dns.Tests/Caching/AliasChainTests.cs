using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Tests.Fakes;

namespace Postern.Plugins.Dns.Tests.Caching;

[TestClass]
public sealed class AliasChainTests
{
    [TestMethod]
    public async Task Ask_ChainInOneResponse_IsFollowed() => await AssertOneAsync(
        "Success 192.0.2.1", static text => text.Address("c.test", "192.0.2.1").Alias("b.test", "C.test").Alias("a.test", "b.test"), answers: 3);

    [TestMethod]
    public async Task Ask_ChainThatIsTooLong_SaysSo() => await AssertOneAsync(
        "ChainTooLong", static text => text.Alias("a.test", "b.test").Alias("b.test", "c.test").Alias("c.test", "d.test").Address("d.test", "192.0.2.1"), answers: 4);

    [TestMethod]
    public async Task Ask_ChainInACircle_IsTooLong() =>
        await AssertOneAsync("ChainTooLong", static text => text.Alias("a.test", "b.test").Alias("b.test", "a.test"), answers: 2);

    [TestMethod]
    public async Task Ask_AliasToNothing_IsNoName() => await AssertOneAsync(
        "NameError", static text => text.Alias("a.test", "b.test").Authority("test", 60, 60), answers: 1, authorities: 1, flags: 0x8183);

    [TestMethod]
    public async Task Ask_AliasToOtherRecords_IsNoData() =>
        await AssertOneAsync("NoData", static text => text.Alias("a.test", "b.test").Authority("test", 60, 60), answers: 1, authorities: 1);

    [TestMethod]
    public async Task Ask_AliasWhoseEndIsElsewhere_AsksForIt()
    {
        await using var server = new ScriptedNameServer(query => MessageText.Question(query).Name.ToString() == "a.test"
            ? MessageText.To(query, answers: 2).Alias("a.test", "b.other", 30).Address("c.test", "203.0.113.66").ToArray()
            : MessageText.To(query, answers: 1).Address("b.other", "192.0.2.7").ToArray());
        await using var lab = new EngineLab(server.Line);

        Assert.AreEqual("Success 192.0.2.7", await lab.TellAsync("a.test"));

        CollectionAssert.AreEqual(new[] { "a.test", "b.other" }, server.Asked.Select(static question => question.Name.ToString()).ToArray());
        Assert.AreEqual(1, lab.Engine.Cache.Count);
    }

    [TestMethod]
    public async Task Ask_ChainOverManyResponses_EndsAtTheLimit()
    {
        await using var server = new ScriptedNameServer(query =>
            MessageText.To(query, answers: 1).Alias(MessageText.Question(query).Name.ToString(), "x" + MessageText.Question(query).Name).ToArray());
        await using var lab = new EngineLab(server.Line, static settings => settings with { MostAliases = 5 });

        Assert.AreEqual("ChainTooLong", await lab.TellAsync("a.test"));
        Assert.HasCount(6, server.Asked);
    }

    [TestMethod]
    public async Task Ask_ForAnAlias_GivesItself()
    {
        await using var server = new ScriptedNameServer(query => MessageText.To(query, answers: 1).Alias("a.test", "b.test").ToArray());
        await using var lab = new EngineLab(server.Line);

        Assert.AreEqual("Success b.test", await lab.TellAsync("a.test", DnsRecordType.Cname));
    }

    [TestMethod]
    [DataRow(0x81A0, "", true)]
    [DataRow(0x8180, "", false)]
    public async Task Ask_AuthenticDataFromThisHost_IsBelieved(int flags, string options, bool expected)
    {
        await using var server = new ScriptedNameServer(query => MessageText.To(query, flags, answers: 1).Address("a.test", "192.0.2.1").ToArray());
        await using var lab = new EngineLab(server.Line + options);

        Assert.AreEqual(expected, (await lab.AskAsync("a.test")).IsAuthentic);
    }

    private static async Task AssertOneAsync(string expected, Func<MessageText, MessageText> records, int answers, int authorities = 0, int flags = 0x8180)
    {
        await using var server = new ScriptedNameServer(query => records(MessageText.To(query, flags, answers, authorities)).ToArray());
        await using var lab = new EngineLab(server.Line);

        Assert.AreEqual(expected, await lab.TellAsync("a.test"));
        Assert.HasCount(1, server.Asked);
    }
}
