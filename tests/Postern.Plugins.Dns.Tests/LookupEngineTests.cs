using Postern.Abstractions.Dns;
using Postern.Plugins.Dns.Tests.Fakes;
using Postern.Testing.Milter;

namespace Postern.Plugins.Dns.Tests;

/// <summary>What is asked, what is kept, and who waits for it.</summary>
[TestClass]
public sealed class LookupEngineTests
{
    private const int Many = 1000;

    [TestMethod]
    public async Task Ask_ThousandEqualQuestions_AreOneQuery()
    {
        var gate = new TaskCompletionSource();
        await using var server = new ScriptedNameServer(query => MessageText.To(query, answers: 1).Address("a.test", "192.0.2.1").ToArray()) { Gate = gate.Task };
        await using var lab = new EngineLab(server.Line);

        var answers = Enumerable.Range(0, Many).Select(i => lab.AskAsync(i % 2 == 0 ? "a.test" : "A.TEST.")).ToArray();
        gate.SetResult();

        Assert.IsTrue((await Task.WhenAll(answers)).All(static answer => answer.Records.Single().Data == "192.0.2.1"));
        Assert.HasCount(1, server.Asked);
    }

    [TestMethod]
    public async Task Ask_ThousandDifferentQuestions_AreBoundedInFlight()
    {
        const int Most = 16;
        var gate = new TaskCompletionSource();
        await using var server = new ScriptedNameServer(query =>
            MessageText.To(query, answers: 1).Address(MessageText.Question(query).Name.ToString(), "192.0.2.1").ToArray())
        {
            Gate = gate.Task,
        };
        await using var lab = new EngineLab(server.Line, static settings => settings with { MostQueries = Most });

        var answers = Enumerable.Range(0, Many).Select(i => lab.AskAsync($"n{i}.test")).ToArray();
        await UntilAsync(() => server.Asked.Count == Most);
        Assert.HasCount(Most, server.Asked);
        gate.SetResult();

        Assert.IsTrue((await Task.WhenAll(answers)).All(static answer => answer.Status == DnsStatus.Success));
        Assert.HasCount(Many, server.Asked);
        Assert.AreEqual(Many, server.Senders.Select(static sender => sender.Id).Distinct().Count(), 100.0, "ids repeat");
        Assert.IsGreaterThan(Many / 2, server.Senders.Select(static sender => sender.Port).Distinct().Count());
    }

    [TestMethod]
    public async Task Ask_OneWaiterCancelled_LeavesTheOthers()
    {
        var gate = new TaskCompletionSource();
        await using var server = new ScriptedNameServer(query => MessageText.To(query, answers: 1).Address("a.test", "192.0.2.1").ToArray()) { Gate = gate.Task };
        await using var lab = new EngineLab(server.Line);
        using var cancel = new CancellationTokenSource();

        var first = lab.AskAsync("a.test", cancellationToken: cancel.Token);
        var second = lab.AskAsync("a.test");
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.AreEqual(DnsStatus.Success, (await second).Status);
        Assert.HasCount(1, server.Asked);
    }

    [TestMethod]
    public async Task Ask_LastWaiterCancelled_GivesTheQueryUp()
    {
        var gate = new TaskCompletionSource();
        await using var server = new ScriptedNameServer(query => MessageText.To(query, answers: 1).Address("a.test", "192.0.2.1").ToArray()) { Gate = gate.Task };
        await using var lab = new EngineLab(server.Line, static settings => settings with { MostQueries = 1 });
        using var cancel = new CancellationTokenSource();
        var first = lab.AskAsync("a.test", cancellationToken: cancel.Token);
        await UntilAsync(() => server.Asked.Count == 1);

        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        // Its place is free again, and the name is asked for anew.
        Assert.AreEqual("Success 192.0.2.1", await lab.TellAsync("a.test"));
        Assert.HasCount(2, server.Asked);
    }

    [TestMethod]
    public async Task Ask_Records_AreKeptForTheirTime()
    {
        var time = new ManualTime();
        await using var server = new ScriptedNameServer(query => MessageText.To(query, answers: 2).Address("a.test", "192.0.2.1", 300).Address("a.test", "192.0.2.2", 60).ToArray());
        await using var lab = new EngineLab(server.Line, time: time);

        Assert.AreEqual("Success 192.0.2.1 192.0.2.2", await lab.TellAsync("a.test"));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.AreEqual("Success 192.0.2.1 192.0.2.2", await lab.TellAsync("a.test"));
        Assert.HasCount(1, server.Asked);
        time.Advance(TimeSpan.FromSeconds(1));

        await lab.TellAsync("a.test");
        Assert.HasCount(2, server.Asked);
    }

    [TestMethod]
    [DataRow(0x8183, 600, 60, DnsStatus.NameError, 60, DisplayName = "the zone's minimum")]
    [DataRow(0x8180, 30, 60, DnsStatus.NoData, 30, DisplayName = "the record's time")]
    [DataRow(0x8183, 1_000_000, 1_000_000, DnsStatus.NameError, 3600, DisplayName = "an hour at most")]
    public async Task Ask_Nothing_IsKeptAsTheZoneSays(int flags, int seconds, int minimum, DnsStatus status, int kept)
    {
        var time = new ManualTime();
        await using var server = new ScriptedNameServer(query => MessageText.To(query, flags, authorities: 1).Authority("test", (uint)seconds, (uint)minimum).ToArray());
        await using var lab = new EngineLab(server.Line, time: time);

        Assert.AreEqual(status.ToString(), await lab.TellAsync("a.test"));
        time.Advance(TimeSpan.FromSeconds(kept - 1));
        Assert.AreEqual(status.ToString(), await lab.TellAsync("a.test"));
        Assert.HasCount(1, server.Asked);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual(status.ToString(), await lab.TellAsync("a.test"));
        Assert.HasCount(2, server.Asked);
    }

    [TestMethod]
    public async Task Ask_NothingWithoutAZoneThatTheNameIsIn_IsNotKept()
    {
        await using var server = new ScriptedNameServer(query => MessageText.Question(query).Name.ToString() == "a.test"
            ? MessageText.To(query, 0x8183).ToArray()
            : MessageText.To(query, 0x8183, authorities: 1).Authority("elsewhere", 600, 600).ToArray());
        await using var lab = new EngineLab(server.Line);

        foreach (string name in new[] { "a.test", "a.test", "b.test", "b.test" })
            Assert.AreEqual("NameError", await lab.TellAsync(name));

        Assert.HasCount(4, server.Asked);
    }

    [TestMethod]
    [DataRow(0x8182, "ServerFailure")]
    [DataRow(0x8185, "Refused")]
    [DataRow(0x8189, "ServerFailure")]
    public async Task Ask_Failure_IsKeptForSeconds(int flags, string status)
    {
        var time = new ManualTime();
        await using var server = new ScriptedNameServer(query => MessageText.To(query, flags).ToArray());
        await using var lab = new EngineLab(server.Line, time: time);

        Assert.AreEqual(status, await lab.TellAsync("a.test"));
        Assert.AreEqual(status, await lab.TellAsync("a.test"));
        Assert.HasCount(1, server.Asked);
        time.Advance(TimeSpan.FromSeconds(5));
        await lab.TellAsync("a.test");

        Assert.HasCount(2, server.Asked);
    }

    [TestMethod]
    public async Task Ask_RecordsThatWereNotAskedFor_AreNotKept()
    {
        await using var server = new ScriptedNameServer(query => MessageText.To(query, answers: 2)
            .Address("a.test", "192.0.2.1").Address("bank.test", "203.0.113.66").ToArray());
        await using var lab = new EngineLab(server.Line);

        Assert.AreEqual("Success 192.0.2.1", await lab.TellAsync("a.test"));

        Assert.AreEqual(1, lab.Engine.Cache.Count);
        Assert.AreEqual("Success 203.0.113.66", await lab.TellAsync("bank.test"));
        Assert.HasCount(2, server.Asked);
    }

    [TestMethod]
    public async Task Ask_ResolvConfThatChanges_ForgetsWhatTheOldServersSaid()
    {
        var time = new ManualTime();
        await using var old = new ScriptedNameServer(query => MessageText.To(query, answers: 1).Address("a.test", "192.0.2.1").ToArray());
        await using var next = new ScriptedNameServer(query => MessageText.To(query, answers: 1).Address("a.test", "192.0.2.2").ToArray());
        await using var lab = new EngineLab(old.Line, time: time);
        Assert.AreEqual("Success 192.0.2.1", await lab.TellAsync("a.test"));

        lab.Rewrite("# new\n" + next.Line);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual("Success 192.0.2.2", await lab.TellAsync("a.test"));
    }

    [TestMethod]
    public async Task Ask_NobodyAnswersInAll_TimesOutAtTheTotal()
    {
        var time = new ManualTime();
        await using var silent = new ScriptedNameServer(static (_, _) => []);
        await using var lab = new EngineLab(silent.Line, static settings => settings with { TotalTimeout = TimeSpan.FromSeconds(3) }, time);

        var answer = lab.AskAsync("a.test");
        await UntilAsync(() => silent.Asked.Count == 1);
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.AreEqual(DnsStatus.TimedOut, (await answer).Status);
    }

    internal static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(5, limit.Token);
    }
}
