using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests;

/// <summary>The facts about replies, time and life, 46 to 58.</summary>
[TestClass]
public sealed class MilterFactsReplyTests
{
    [TestMethod]
    [DataRow(MilterVerdict.Reject, 450, "r", "the code 450 does not go with Reject, which wants 5xx")]
    [DataRow(MilterVerdict.TempFail, 550, "t", "the code 550 does not go with TempFail, which wants 4xx")]
    [DataRow(MilterVerdict.Reject, 250, "r", "the code 250 is not from 400 to 599")]
    public async Task Fact46_CodeOfAnotherClass_IsReportedAndThePlainVerdictSent(MilterVerdict verdict, int code, string reply, string problem)
    {
        var engine = new ScriptedEngine().On(MilterStage.Mail, new MilterReply(verdict, new SmtpReply(code, "", "text")));
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        await peer.AskAsync(Frames.Connect());
        Assert.AreEqual(reply, await peer.AskAsync(Frames.Mail()));
        StringAssert.Contains(host.Log.Lines(LogLevel.Error).Single(), problem);
    }

    /// <summary>Sendmail takes the text for a format, Postfix halves doubled signs and drops single ones: both want them doubled.</summary>
    [TestMethod]
    public async Task Fact47_PercentSigns_AreDoubled() =>
        Assert.AreEqual("y:550 5.7.1 100%% sure %%s|", await ReplyAsync(new SmtpReply(550, "5.7.1", "100% sure %s")));

    [TestMethod]
    public async Task Fact48_SeveralLines_AreOneTextWithCrLfBetweenThem() => Assert.AreEqual(
        "y:550-5.7.1 one\r\n550-5.7.1 two\r\n550 5.7.1 three|", await ReplyAsync(new SmtpReply(550, "5.7.1", "one\r\ntwo\nthree\n")));

    [TestMethod]
    public async Task Fact48_LongLinesAreCutAndSurplusLinesDropped()
    {
        string text = string.Join('\n', Enumerable.Repeat(new string('x', 2000), 40));

        string[] lines = (await ReplyAsync(new SmtpReply(550, "", text)))[2..^1].Split("\r\n");

        Assert.HasCount(32, lines);
        Assert.IsTrue(lines[..31].All(static line => line.StartsWith("550-x", StringComparison.Ordinal) && line.Length == 984));
        StringAssert.StartsWith(lines[31], "550 x");
    }

    [TestMethod]
    public async Task Fact48_ControlCharactersInALine_BecomeBlanks() =>
        Assert.AreEqual("y:550 a b c|", await ReplyAsync(new SmtpReply(550, "", "a\rb\0c")));

    [TestMethod]
    [DataRow("plain text", "y:550 plain text|")]
    [DataRow("192.0.2.1 is listed", "y:550 5.0.0 192.0.2.1 is listed|")]
    public async Task Fact49_MissingEnhancedCode_IsLeftToTheMtaUnlessTheTextLooksLikeOne(string text, string frame) =>
        Assert.AreEqual(frame, await ReplyAsync(new SmtpReply(550, "", text)));

    [TestMethod]
    public async Task Fact50_Reply421_IsSentWithTempfail()
    {
        var engine = new ScriptedEngine().On(
            MilterStage.Connect, new MilterReply(MilterVerdict.TempFail, new SmtpReply(421, "4.7.0", "closing")));
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("y:421 4.7.0 closing|", await peer.AskAsync(Frames.Connect()));
    }

    /// <summary>Postfix waits 30 s for a command and 300 s for content.</summary>
    [TestMethod]
    [DataRow(MilterStage.Mail, 20, 27)]
    [DataRow(MilterStage.EndOfHeaders, 200, 282)]
    public async Task Fact51_OurDeadline_LiesBelowTheMtas(MilterStage stage, int before, int after)
    {
        var time = new ManualTime();
        var begun = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        var engine = Hanging(stage, begun, stopped);
        await using var host = await MilterHost.StartAsync(engine, null, time);
        using var peer = await host.NegotiateAsync();
        await peer.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders());
        await begun.Task;

        time.Advance(TimeSpan.FromSeconds(before));
        Assert.IsFalse(stopped.Task.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(after - before));
        await stopped.Task;
        StringAssert.Contains(host.Log.Lines(LogLevel.Error).Single(), $"the filter's time at {stage} is up");
    }

    [TestMethod]
    public async Task Fact52_Progress_IsSentAtTheEndOfMessageOnly()
    {
        var time = new ManualTime();
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var engine = new ScriptedEngine().On(MilterStage.EndOfMessage, async (_, _) =>
        {
            begun.SetResult();
            await go.Task;
            return MilterReply.Accept;
        });
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.All & ~MilterStages.EndOfMessage };
        await using var host = await MilterHost.StartAsync(engine, null, time);
        using var peer = await host.NegotiateAsync();
        await peer.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders());
        for (int reply = 0; reply < 4; reply++)
            await peer.ReadAsync();
        await peer.SendAsync(Frames.EndOfMessage());
        await begun.Task;

        time.Advance(TimeSpan.FromSeconds(25));
        go.SetResult();

        Assert.AreEqual("p", (await peer.ReadAsync())!.ToString());
        Assert.AreEqual("p", (await peer.ReadAsync())!.ToString());
        Assert.AreEqual("a", (await peer.ReadAsync())!.ToString());
    }

    [TestMethod]
    public async Task Fact52_Progress_IsNotSentForACommand()
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
        await using var host = await MilterHost.StartAsync(engine, null, time);
        using var peer = await host.NegotiateAsync();
        await peer.AskAsync(Frames.Connect());
        await peer.SendAsync(Frames.Mail());
        await begun.Task;

        time.Advance(TimeSpan.FromSeconds(20));
        go.SetResult();

        Assert.AreEqual("c", (await peer.ReadAsync())!.ToString());
    }

    [TestMethod]
    public async Task Fact53_AbortInAMessage_ReachesTheFilterAndOnlyOnce()
    {
        using var transport = new MemoryTransport();
        var engine = new ScriptedEngine();
        transport.Feed(Frames.Offer(), Frames.Connect(), Frames.Abort(), Frames.Mail(), Frames.Abort(), Frames.Abort(), Frames.Quit());

        await SessionRun.ServeAsync(engine, transport);

        CollectionAssert.AreEqual(
            new[] { "Connect client.example 4 40000 192.0.2.1", "Mail <from@example.org>", "Abort", "Close" }, engine.Calls.ToArray());
    }

    [TestMethod]
    [DataRow(MilterVerdict.Accept)]
    [DataRow(MilterVerdict.Reject)]
    [DataRow(MilterVerdict.Discard)]
    public async Task Fact53_AbortAfterOurOwnVerdict_DoesNotReachTheFilter(MilterVerdict verdict)
    {
        using var transport = new MemoryTransport();
        var engine = new ScriptedEngine().On(MilterStage.Mail, new MilterReply(verdict));
        transport.Feed(Frames.Offer(), Frames.Connect(), Frames.Mail(), Frames.Abort(), Frames.Quit());

        await SessionRun.ServeAsync(engine, transport);

        Assert.IsFalse(engine.Calls.Contains("Abort"));
    }

    [TestMethod]
    public async Task Fact53_AbortAfterTheEndOfMessage_DoesNotReachTheFilter()
    {
        using var transport = new MemoryTransport();
        var engine = new ScriptedEngine();
        transport.Feed(
            Frames.Offer(), Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders(), Frames.EndOfMessage(), Frames.Abort(), Frames.Quit());

        await SessionRun.ServeAsync(engine, transport);

        Assert.IsFalse(engine.Calls.Contains("Abort"));
    }

    [TestMethod]
    public async Task Fact54_EndOfFileInAMessage_IsAbortAndClose()
    {
        using var transport = new MemoryTransport();
        var engine = new ScriptedEngine();
        transport.Feed(Frames.Offer(), Frames.Connect(), Frames.Mail());

        var log = await SessionRun.ServeAsync(engine, transport);

        CollectionAssert.AreEqual(new[] { "Abort", "Close" }, engine.Calls.TakeLast(2).ToArray());
        StringAssert.Contains(log.Lines(LogLevel.Information).Single(), "went away (PeerClosed) at Mail");
    }

    [TestMethod]
    public async Task Fact54_Quit_IsClose()
    {
        using var transport = new MemoryTransport();
        var engine = new ScriptedEngine();
        transport.Feed(Frames.Offer(), Frames.Connect(), Frames.Quit());

        var log = await SessionRun.ServeAsync(engine, transport);

        Assert.AreEqual("Close", engine.Calls.Last());
        Assert.IsFalse(engine.Calls.Contains("Abort"));
        Assert.IsEmpty(log.Lines(LogLevel.Information));
    }

    [TestMethod]
    public async Task Fact55_Stop_LetsTheMessageUnderWayFinishAndTakesNoNewConnection()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var busy = await host.NegotiateAsync();
        using var idle = await host.NegotiateAsync();
        await busy.AskAsync(Frames.Connect());
        await busy.AskAsync(Frames.Mail());

        var drained = host.Server.DrainAsync(TimeSpan.FromSeconds(20));

        Assert.IsNull(await idle.ReadAsync(), "an idle session is closed");
        await Assert.ThrowsExactlyAsync<System.Net.Sockets.SocketException>(() => host.ConnectAsync());
        Assert.AreEqual("c", await busy.AskAsync(Frames.Rcpt()));
        Assert.AreEqual("c", await busy.AskAsync(Frames.EndOfHeaders()));
        Assert.AreEqual("c", await busy.AskAsync(Frames.EndOfMessage()));
        Assert.IsNull(await busy.ReadAsync(), "closed after the message");
        await drained;
    }

    [TestMethod]
    public async Task Fact55_Stop_ClosesWhatIsLeftAtItsLimit()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var busy = await host.NegotiateAsync();
        await busy.AskAsync(Frames.Connect());
        await busy.AskAsync(Frames.Mail());

        await host.Server.DrainAsync(TimeSpan.FromMilliseconds(50));

        Assert.IsNull(await busy.ReadAsync());
    }

    [TestMethod]
    public async Task Fact56_Skip_StopsTheBodyButNotTheEnd()
    {
        var engine = new ScriptedEngine().On(MilterStage.Body, MilterReply.Skip)
            .Changing(new MessageModification.AddHeader("X-A", "1"));
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();
        await peer.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders());
        for (int reply = 0; reply < 4; reply++)
            await peer.ReadAsync();

        Assert.AreEqual("s", await peer.AskAsync(Frames.Body("x")));
        await peer.SendAsync(Frames.EndOfMessage());
        CollectionAssert.AreEqual(new[] { "h:X-A|1|", "c" }, await peer.ReadVerdictAsync());
    }

    [TestMethod]
    public async Task Fact56_SkipThatWasNotOffered_IsDoneByTheHost()
    {
        var engine = new ScriptedEngine().On(MilterStage.Body, MilterReply.Skip);
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync(steps: 0x3FF);
        await peer.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders());
        for (int reply = 0; reply < 4; reply++)
            await peer.ReadAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Body("one")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Body("two")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.EndOfMessage()));
        CollectionAssert.AreEqual(new[] { "Body one", "EndOfMessage" }, engine.Calls.TakeLast(2).ToArray());
    }

    [TestMethod]
    public async Task Fact57_ManyConnections_AreServedSideBySide()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        var peers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.NegotiateAsync()));

        foreach (var peer in peers)
            Assert.AreEqual("c", await peer.AskAsync(Frames.Connect()));
        Assert.AreEqual(50, host.Server.OpenSessions);
        foreach (var peer in peers)
            peer.Dispose();
        Assert.HasCount(100, await host.CallsWhenClosedAsync());
    }

    [TestMethod]
    public async Task Fact58_FaultInTheFilter_IsATempfailAndTheSessionStaysInStep()
    {
        var engine = new ScriptedEngine().On(MilterStage.Header, static _ => throw new InvalidOperationException("boom"));
        engine.Requirements = engine.Requirements with { SilentStages = MilterStages.Header };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();
        await peer.AskAsync(Frames.Connect());
        await peer.AskAsync(Frames.Mail());
        await peer.AskAsync(Frames.Rcpt());

        Assert.AreEqual("t", await peer.AskAsync(Frames.Header("A", "1"), Frames.Header("B", "2"), Frames.EndOfHeaders()), "the first answer after the fault");
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail("<next>")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Rcpt()));
        StringAssert.Contains(host.Log.Lines(LogLevel.Error).Single(), "the filter failed at Header, the message gets a tempfail [InvalidOperationException: boom]");
    }

    private static ScriptedEngine Hanging(MilterStage stage, TaskCompletionSource begun, TaskCompletionSource stopped)
    {
        var engine = new ScriptedEngine().On(stage, async (_, cancellationToken) =>
        {
            begun.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                stopped.SetResult();
            }

            return MilterReply.Continue;
        });
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.None };
        return engine;
    }

    private static async Task<string> ReplyAsync(SmtpReply reply)
    {
        var engine = new ScriptedEngine().On(MilterStage.Mail, new MilterReply(MilterVerdict.Reject, reply));
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();
        await peer.AskAsync(Frames.Connect());
        return await peer.AskAsync(Frames.Mail());
    }
}
