using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Milter.Server;
using Postern.Milter.Session;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests.Session;

/// <summary>Where handlers run, and what becomes of those that fail, hang or find no worker.</summary>
[TestClass]
public sealed class HandlerTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Handler_InlineOrNot_RunsWhereItShould(bool inline)
    {
        string? thread = null;
        var engine = new ScriptedEngine().On(MilterStage.Mail, _ =>
        {
            thread = Thread.CurrentThread.Name;
            return MilterReply.Continue;
        });
        engine.Requirements = engine.Requirements with { InlineStages = inline ? MilterStages.All : MilterStages.None };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        await peer.AskAsync(Frames.Connect());
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail()));
        Assert.AreEqual(!inline, thread == ThreadScheduler.ThreadName);
    }

    [TestMethod]
    public async Task Handler_FramesThatCameTogether_RunOnOneWorkerWithoutFurtherHops()
    {
        var threads = new System.Collections.Concurrent.ConcurrentQueue<int>();
        var engine = new ScriptedEngine();
        foreach (var stage in new[] { MilterStage.Header, MilterStage.EndOfHeaders, MilterStage.EndOfMessage })
        {
            engine.On(stage, _ =>
            {
                threads.Enqueue(Environment.CurrentManagedThreadId);
                return MilterReply.Continue;
            });
        }

        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.None, SilentStages = MilterStages.Header };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();
        foreach (byte[] frame in Dialogues.Message().Take(5))
            Assert.AreEqual("c", await peer.AskAsync(frame));
        int taken = host.Workers.Taken;

        await peer.SendAsync(Frames.Header("A", "1"), Frames.Header("B", "2"), Frames.EndOfHeaders(), Frames.EndOfMessage());

        Assert.AreEqual("c", (await peer.ReadAsync())!.ToString());
        Assert.AreEqual("c", (await peer.ReadAsync())!.ToString());
        Assert.HasCount(4, threads);
        Assert.HasCount(1, threads.Distinct().ToList());
        Assert.IsLessThanOrEqualTo(taken + 1, host.Workers.Taken);
    }

    [TestMethod]
    public async Task Handler_WorkerHasLingeredInVain_NextCommandIsServed()
    {
        var engine = new ScriptedEngine();
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.None };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        foreach (byte[] frame in Dialogues.Message().SkipLast(1))
        {
            Assert.AreEqual("c", await peer.AskAsync(frame));
            await MilterHost.UntilAsync(() => host.Workers.Running == 0);
        }

        await peer.SendAsync(Frames.Quit());
        await host.CallsWhenClosedAsync();
    }

    [TestMethod]
    public async Task Handler_PeerLeavesWhileWorkerLingers_SessionEnds()
    {
        var engine = new ScriptedEngine();
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.None };
        await using var host = await MilterHost.StartAsync(engine);
        using (var peer = await host.NegotiateAsync())
        {
            foreach (byte[] frame in Dialogues.Message().Take(3))
                Assert.AreEqual("c", await peer.AskAsync(frame));
        }

        await host.CallsWhenClosedAsync();
    }

    [TestMethod]
    public async Task Handler_BlocksBeyondItsDeadline_IsGivenUpWithATempfail()
    {
        var time = new ManualTime();
        using var go = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = new ScriptedEngine().On(MilterStage.EndOfHeaders, _ =>
        {
            begun.SetResult();
            go.Wait(TimeSpan.FromMinutes(1));
            return MilterReply.Continue;
        });
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.None, SilentStages = MilterStages.Header };
        await using var host = await MilterHost.StartAsync(engine, null, time);
        using var peer = await host.NegotiateAsync();
        foreach (byte[] frame in Dialogues.Message().Take(5))
            Assert.AreEqual("c", await peer.AskAsync(frame));
        await peer.SendAsync(Frames.Header("A", "1"), Frames.EndOfHeaders());
        await begun.Task;

        time.Advance(TimeSpan.FromSeconds(300));

        Assert.AreEqual("t", (await peer.ReadAsync())!.ToString());
        Assert.IsNull(await peer.ReadAsync());
        Assert.ContainsSingle(host.Log.Lines(LogLevel.Error).Where(static line => line.Contains("did not stop at EndOfHeaders", StringComparison.Ordinal)));
        go.Set();
        await host.CallsWhenClosedAsync();
    }

    [TestMethod]
    public async Task Handler_NoWorker_IsATempfailForTheMessage()
    {
        var engine = new ScriptedEngine();
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.All & ~MilterStages.Mail };
        await using var host = await MilterHost.StartAsync(engine);
        host.Workers.IsFull = true;
        using var peer = await host.NegotiateAsync();

        await peer.AskAsync(Frames.Connect());
        Assert.AreEqual("t", await peer.AskAsync(Frames.Mail()));
        host.Workers.IsFull = false;
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail()));
        StringAssert.Contains(host.Log.Lines(LogLevel.Error).Single(), "no worker for Mail: QueueFull");
    }

    [TestMethod]
    public async Task Handler_WaitedTooLong_IsATempfailForTheMessage()
    {
        var engine = new ScriptedEngine();
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.All & ~MilterStages.Mail };
        await using var host = await MilterHost.StartAsync(engine);
        host.Workers.Refusal = HandlerRefusal.WaitedTooLong;
        using var peer = await host.NegotiateAsync();

        await peer.AskAsync(Frames.Connect());
        Assert.AreEqual("t", await peer.AskAsync(Frames.Mail()));
        StringAssert.Contains(host.Log.Lines(LogLevel.Error).Single(), "no worker for Mail: WaitedTooLong");
    }

    [TestMethod]
    [DataRow(MilterStage.Connect)]
    [DataRow(MilterStage.Helo)]
    [DataRow(MilterStage.Mail)]
    [DataRow(MilterStage.Rcpt)]
    [DataRow(MilterStage.Data)]
    [DataRow(MilterStage.Header)]
    [DataRow(MilterStage.EndOfHeaders)]
    [DataRow(MilterStage.Body)]
    [DataRow(MilterStage.EndOfMessage)]
    public async Task Handler_Throws_IsOneLineAndATempfailAndTheNextMessageIsServed(MilterStage stage)
    {
        bool fails = true;
        var engine = new ScriptedEngine().On(stage, _ => fails ? throw new InvalidOperationException("boom") : MilterReply.Continue);
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        List<string> replies = [];
        foreach (byte[] frame in Dialogues.Message())
            replies.Add(await peer.AskAsync(frame));
        fails = false;
        foreach (byte[] frame in Dialogues.Message().Skip(1))
            Assert.AreEqual("c", await peer.AskAsync(frame));

        CollectionAssert.Contains(replies, "t");
        Assert.ContainsSingle(host.Log.Lines(LogLevel.Error));
    }

    [TestMethod]
    public async Task Handler_IgnoresItsDeadline_IsGivenUpWithATempfail()
    {
        var time = new ManualTime();
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var engine = new ScriptedEngine().On(MilterStage.Mail, async (_, _) =>
        {
            begun.SetResult();
            await go.Task;
            return MilterReply.Continue;
        });
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.None };
        await using var host = await MilterHost.StartAsync(engine, null, time);
        using var stuck = await host.NegotiateAsync();
        using var other = await host.NegotiateAsync();
        await stuck.AskAsync(Frames.Connect());
        await stuck.SendAsync(Frames.Mail());
        await begun.Task;

        time.Advance(TimeSpan.FromSeconds(40));

        Assert.AreEqual("t", (await stuck.ReadAsync())!.ToString());
        Assert.IsNull(await stuck.ReadAsync());
        Assert.AreEqual("c", await other.AskAsync(Frames.Connect()));
        Assert.AreEqual(2, engine.OpenSessions, "the filter is not disposed while its handler runs");
        go.SetResult();
        other.Dispose();
        await host.CallsWhenClosedAsync();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Close_NoWorker_HappensEvenSo(bool refusedLater)
    {
        var engine = new ScriptedEngine();
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.All & ~MilterStages.Close };
        await using var host = await MilterHost.StartAsync(engine);
        host.Workers.IsFull = !refusedLater;
        host.Workers.Refusal = HandlerRefusal.ShuttingDown;
        using (var peer = await host.NegotiateAsync())
            await peer.SendAsync(Frames.Quit());

        CollectionAssert.AreEqual(new[] { "Close" }, await host.CallsWhenClosedAsync());
    }

    [TestMethod]
    public async Task Abort_Hangs_HoldsUpNobodyElseAndTheSessionEndsWhenItReturns()
    {
        var time = new ManualTime();
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var engine = new ScriptedEngine().On(MilterStage.Abort, async (_, _) =>
        {
            begun.TrySetResult();
            await go.Task;
            return MilterReply.Continue;
        });
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.None };
        await using var host = await MilterHost.StartAsync(engine, null, time);
        using (var leaving = await host.NegotiateAsync())
        {
            await leaving.AskAsync(Frames.Connect());
            await leaving.AskAsync(Frames.Mail());
        }

        await begun.Task;
        time.Advance(TimeSpan.FromSeconds(40));
        using var other = await host.NegotiateAsync();
        Assert.AreEqual("c", await other.AskAsync(Frames.Connect()));
        Assert.AreEqual(2, engine.OpenSessions);
        go.SetResult();
        await MilterHost.UntilAsync(() => engine.OpenSessions == 1);
        StringAssert.Contains(host.Log.Lines(LogLevel.Error).Last(), "the filter did not stop at Abort");
    }

    [TestMethod]
    public async Task Handler_PeerGoesAway_IsToldToStop()
    {
        var time = new ManualTime();
        var begun = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        var engine = new ScriptedEngine().On(MilterStage.Mail, async (_, cancellationToken) =>
        {
            begun.SetResult();
            await using var registration = cancellationToken.Register(stopped.SetResult);
            await stopped.Task;
            return MilterReply.Continue;
        });
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.None };
        await using var host = await MilterHost.StartAsync(engine, null, time);
        var peer = await host.NegotiateAsync();
        await peer.AskAsync(Frames.Connect());
        await peer.SendAsync(Frames.Mail());
        await begun.Task;

        peer.Dispose();
        time.Advance(TimeSpan.FromSeconds(5));

        await stopped.Task;
    }

    [TestMethod]
    public async Task Limit_Recipients_IsATempfail()
    {
        await using var host = await MilterHost.StartAsync(
            new ScriptedEngine(), static options => options with { Limits = new MilterLimits { Recipients = 1 } });
        using var peer = await host.NegotiateAsync();
        await peer.AskAsync(Frames.Connect());
        await peer.AskAsync(Frames.Mail());

        Assert.AreEqual("c", await peer.AskAsync(Frames.Rcpt()));
        Assert.AreEqual("t", await peer.AskAsync(Frames.Rcpt()));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Data()), "the other recipients go on");
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), "more than 1 recipients; it gets a tempfail");
    }

    [TestMethod]
    [DataRow("fields", "more than 2 header fields")]
    [DataRow("bytes", "a header of more than 20 bytes")]
    [DataRow("body", "a body of more than 3 bytes")]
    public async Task Limit_Content_IsATempfail(string what, string line)
    {
        var limits = new MilterLimits
        {
            HeaderFields = what == "fields" ? 2 : 100,
            HeaderBytes = what == "bytes" ? 20 : 1000,
            MessageBytes = what == "body" ? 3 : 1000,
        };
        await using var host = await MilterHost.StartAsync(new ScriptedEngine(), options => options with { Limits = limits });
        using var peer = await host.NegotiateAsync();

        List<string> replies = [];
        foreach (byte[] frame in Dialogues.Message())
            replies.Add(await peer.AskAsync(frame));

        CollectionAssert.Contains(replies, "t");
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), line);
    }
}
