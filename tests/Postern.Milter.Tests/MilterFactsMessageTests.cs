using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests;

/// <summary>The facts about envelope, header and body, 27 to 45.</summary>
[TestClass]
public sealed class MilterFactsMessageTests
{
    [TestMethod]
    public async Task Fact27_EnvelopeArguments_ComeAsSentAndTheLastNulMayBeMissing()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        await peer.AskAsync(Frames.Connect());
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail("<>", "SIZE=10", "BODY=8BITMIME")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Frame('R', "<a@b>"u8.ToArray())));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Frame('R', Frames.Text("<c@d>"), "NOTIFY=NEVER"u8.ToArray())));
        CollectionAssert.AreEqual(
            new[] { "Mail <> SIZE=10|BODY=8BITMIME|", "Rcpt <a@b>", "Rcpt <c@d> NOTIFY=NEVER" }, host.Engine.Calls.Skip(1).ToArray());
    }

    [TestMethod]
    public async Task Fact28_RefusalAtRcpt_ConcernsThatRecipientOnly()
    {
        int recipients = 0;
        var engine = new ScriptedEngine().On(MilterStage.Rcpt, _ => recipients++ switch
        {
            0 => MilterReply.Reject,
            1 => MilterReply.TempFail,
            _ => MilterReply.Continue,
        });
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();
        await peer.AskAsync(Frames.Connect());
        await peer.AskAsync(Frames.Mail());

        Assert.AreEqual("r", await peer.AskAsync(Frames.Rcpt()));
        Assert.AreEqual("t", await peer.AskAsync(Frames.Rcpt()));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Rcpt()));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Data()));
        Assert.IsFalse(engine.Calls.Contains("Abort"));
    }

    [TestMethod]
    [DataRow(MilterVerdict.Accept, "a")]
    [DataRow(MilterVerdict.Discard, "d")]
    public async Task Fact28_AcceptAndDiscardAtRcpt_EndTheMessage(MilterVerdict verdict, string reply)
    {
        var engine = new ScriptedEngine().On(MilterStage.Rcpt, new MilterReply(verdict));
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();
        await peer.AskAsync(Frames.Connect());
        await peer.AskAsync(Frames.Mail());

        Assert.AreEqual(reply, await peer.AskAsync(Frames.Rcpt()));
        Assert.AreEqual(reply, await peer.AskAsync(Frames.EndOfMessage()), "an MTA that goes on gets the same verdict");
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail()));
        Assert.IsFalse(engine.Calls.Contains("EndOfMessage"));
    }

    [TestMethod]
    public async Task Fact29_RefusedRecipient_CannotBeAccepted()
    {
        var engine = new ScriptedEngine
        {
            Requirements = new FilterRequirements { Stages = MilterStages.All, InlineStages = MilterStages.All, RejectedRecipients = true },
        }.On(MilterStage.Rcpt, MilterReply.Accept);
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.ConnectAsync();

        Assert.AreEqual(0x08, (await peer.NegotiateAsync()).Payload[10] & 0x08);
        await peer.AskAsync(Frames.Connect());
        await peer.AskAsync(Frames.Mail());
        Assert.AreEqual("c", await peer.AskAsync(Frames.Macro('R', "{rcpt_mailer}", "error", "{rcpt_host}", "5.1.1"), Frames.Rcpt()));
        StringAssert.Contains(host.Log.Lines(LogLevel.Error).Single(), "the MTA has refused this recipient");
        Assert.AreEqual("a", await peer.AskAsync(Frames.Macro('R', "{rcpt_mailer}", "esmtp"), Frames.Rcpt()));
    }

    /// <summary>Whether a refusal is allowed there only the MTA can know; the filter tells such sessions by their macros, so these must arrive.</summary>
    [TestMethod]
    public async Task Fact30_NonSmtpSession_IsToldByItsConnect()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(
            Frames.Macro('C', "{daemon_name}", "pickup"), Frames.Connect("localhost", '4', 0, "127.0.0.1")));
        Assert.AreEqual("Connect localhost 4 0 127.0.0.1", host.Engine.Calls.Single());
        Assert.IsTrue(host.Engine.LastContext!.TryGetMacro("daemon_name", out string name));
        Assert.AreEqual("pickup", name);
    }

    [TestMethod]
    public async Task Fact31_AfterAcceptOfAMessage_TheNextIsAskedAgain()
    {
        var engine = new ScriptedEngine().On(MilterStage.Mail, MilterReply.Accept);
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        await peer.AskAsync(Frames.Connect());
        Assert.AreEqual("a", await peer.AskAsync(Frames.Mail("<one>")));
        Assert.AreEqual("a", await peer.AskAsync(Frames.Mail("<two>")));
        CollectionAssert.AreEqual(new[] { "Mail <one>", "Mail <two>" }, engine.Calls.Skip(1).ToArray());
    }

    [TestMethod]
    public async Task Fact31_AfterAcceptOfTheConnection_NothingReachesTheFilter()
    {
        var engine = new ScriptedEngine().On(MilterStage.Connect, MilterReply.Accept);
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("a", await peer.AskAsync(Frames.Connect()));
        Assert.AreEqual("a", await peer.AskAsync(Frames.Mail()));
        Assert.HasCount(1, engine.Calls);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Fact32_DiscardBeforeAMessage_BecomesATempfailAndIsReported(bool atConnect)
    {
        var engine = new ScriptedEngine().On(atConnect ? MilterStage.Connect : MilterStage.Helo, MilterReply.Discard);
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        string connected = await peer.AskAsync(Frames.Connect());
        Assert.AreEqual("t", atConnect ? connected : await peer.AskAsync(Frames.Helo()));
        StringAssert.Contains(host.Log.Lines(LogLevel.Error).Single(), "there is no message to discard yet");
    }

    [TestMethod]
    public async Task Fact33_Data_IsOneEventAndASecondIsOutOfOrder()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();
        await peer.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt());
        for (int reply = 0; reply < 3; reply++)
            await peer.ReadAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Data()));
        Assert.AreEqual("t", await peer.AskAsync(Frames.Data()));
        Assert.ContainsSingle(host.Engine.Calls.Where(static call => call == "Data"));
    }

    [TestMethod]
    [DataRow("XYZZY")]
    [DataRow("XYZZY one two")]
    public async Task Fact34_UnknownCommand_ComesWithOrWithoutArguments(string line)
    {
        var engine = new ScriptedEngine().On(MilterStage.Unknown, new MilterReply(MilterVerdict.Reject, new SmtpReply(503, "5.5.1", "no")));
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        await peer.AskAsync(Frames.Connect());
        Assert.AreEqual("y:503 5.5.1 no|", await peer.AskAsync(Frames.Unknown(line)));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail()));
        Assert.AreEqual("Unknown " + line, engine.Calls.ElementAt(1));
    }

    [TestMethod]
    [DataRow("v", "v")]
    [DataRow("\tv", "\tv")]
    [DataRow(" v", " v")]
    [DataRow("a\n\tb\n c", "a\n\tb\n c")]
    public async Task Fact35_HeaderValue_ArrivesAndLeavesAsItIs(string sent, string seen)
    {
        var engine = new ScriptedEngine().Changing(new MessageModification.AddHeader("X-Copy", sent));
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();
        await peer.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt());
        for (int reply = 0; reply < 3; reply++)
            await peer.ReadAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Header("Subject", sent)));
        await peer.AskAsync(Frames.EndOfHeaders());
        await peer.SendAsync(Frames.EndOfMessage());
        Assert.AreEqual($"h:X-Copy|{seen}|", (await peer.ReadVerdictAsync())[0]);
        Assert.AreEqual("Header Subject:" + seen, engine.Calls.ElementAt(3));
    }

    [TestMethod]
    public async Task Fact36_HeaderWithEmptyValue_IsLegal()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();
        await peer.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt());
        for (int reply = 0; reply < 3; reply++)
            await peer.ReadAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Header("X-Empty", "")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Frame('L', Frames.Text("X-Nothing"))));
        CollectionAssert.AreEqual(new[] { "Header X-Empty:", "Header X-Nothing:" }, host.Engine.Calls.Skip(3).ToArray());
        Assert.IsEmpty(host.Log.Lines(LogLevel.Warning));
    }

    [TestMethod]
    public async Task Fact37_InsertedHeader_CarriesItsIndexAsAsked() => CollectionAssert.AreEqual(
        new[] { "i:||||X-Top|1|", "i:|||\u0001X-Second|2|", "c" },
        await ChangesAsync(new MessageModification.InsertHeader(0, "X-Top", "1"), new MessageModification.InsertHeader(1, "X-Second", "2")));

    [TestMethod]
    public async Task Fact38_ChangedHeader_CountsFrom1AndAnEmptyValueDeletes() => CollectionAssert.AreEqual(
        new[] { "m:|||\u0001Subject|new|", "m:|||\u0002X-Old||", "m:|||\u0063X-None|x|", "c" },
        await ChangesAsync(
            new MessageModification.ChangeHeader("Subject", 1, "new"),
            new MessageModification.ChangeHeader("X-Old", 2, ""),
            new MessageModification.ChangeHeader("X-None", 99, "x")));

    [TestMethod]
    public async Task Fact39_HeaderLines_HaveNoCarriageReturnAndLongOnesAreReported()
    {
        var engine = new ScriptedEngine().Changing(
            new MessageModification.AddHeader("X-Fold", "a\r\n b\r\nInjected: x\0y\r\n"),
            new MessageModification.AddHeader("X-Long", new string('x', 1200)));
        await using var host = await MilterHost.StartAsync(engine);

        var frames = await EndAsync(host);

        Assert.AreEqual("h:X-Fold|a\n b\n\tInjected: xy|", frames[0]);
        Assert.AreEqual($"h:X-Long|{new string('x', 1200)}|", frames[1]);
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), "a line of the header field X-Long has 1208 bytes; above 998");
    }

    [TestMethod]
    public async Task Fact40_Deletes_KeepTheOrderInWhichTheyWereAskedFor() => CollectionAssert.AreEqual(
        new[] { "m:|||\u0002X-A||", "m:|||\u0001X-A||", "c" },
        await ChangesAsync(new MessageModification.ChangeHeader("X-A", 2, ""), new MessageModification.ChangeHeader("X-A", 1, "")));

    [TestMethod]
    public async Task Fact41_NewBody_ComesLastInChunksOfAtMost65535()
    {
        var frames = await ChangesAsync(
            new MessageModification.ReplaceBody(new byte[65535 + 1]), new MessageModification.AddHeader("X-A", "1"));

        Assert.AreEqual("h:X-A|1|", frames[0]);
        Assert.AreEqual(2 + 65535, frames[1].Length);
        Assert.AreEqual(2 + 1, frames[2].Length);
        Assert.AreEqual("c", frames[3]);
    }

    [TestMethod]
    public async Task Fact41_EmptyNewBody_IsOneEmptyFrame() => CollectionAssert.AreEqual(
        new[] { "b", "c" }, await ChangesAsync(new MessageModification.ReplaceBody(default)));

    [TestMethod]
    public async Task Fact41_NoNewBody_IsNoFrame() => CollectionAssert.AreEqual(new[] { "c" }, await ChangesAsync());

    [TestMethod]
    public async Task Fact42_ChangesAskedForEarlier_LeaveOnlyAtTheEndOfMessage()
    {
        var engine = new ScriptedEngine().On(MilterStage.Mail, context =>
        {
            context.Modifications.Add(new MessageModification.AddHeader("X-Early", "1"));
            return MilterReply.Continue;
        });
        using var transport = new MemoryTransport();
        transport.Feed(Frames.Offer());
        transport.Feed(Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders(), Frames.EndOfMessage());

        await SessionRun.ServeAsync(engine, transport);

        Assert.AreEqual("O c c c c h c", transport.Codes);
    }

    [TestMethod]
    [DataRow(MilterVerdict.Reject, "r")]
    [DataRow(MilterVerdict.TempFail, "t")]
    [DataRow(MilterVerdict.Discard, "d")]
    public async Task Fact42_ChangesOfARefusedMessage_AreNotSent(MilterVerdict verdict, string reply)
    {
        var engine = new ScriptedEngine().On(MilterStage.EndOfMessage, context =>
        {
            context.Modifications.Add(new MessageModification.AddHeader("X-A", "1"));
            return new MilterReply(verdict);
        });
        await using var host = await MilterHost.StartAsync(engine);

        CollectionAssert.AreEqual(new[] { reply }, await EndAsync(host));
    }

    [TestMethod]
    public async Task Fact43_Recipients_LeaveExactlyAsGiven() => CollectionAssert.AreEqual(
        new[] { "-:<To@Example.org>|", "+:<To@Example.org>|", "c" },
        await ChangesAsync(
            new MessageModification.DeleteRecipient("<To@Example.org>"), new MessageModification.AddRecipient("<To@Example.org>")));

    [TestMethod]
    public async Task Fact44_EnvelopeArguments_LeaveAsGiven() => CollectionAssert.AreEqual(
        new[] { "e:<new@example.org>|RET=HDRS|", "2:<a@b>|NOTIFY=NEVER|", "e:<>|", "c" },
        await ChangesAsync(
            new MessageModification.ChangeSender("<new@example.org>", "RET=HDRS"),
            new MessageModification.AddRecipient("<a@b>", "NOTIFY=NEVER"),
            new MessageModification.ChangeSender("<>", "")));

    [TestMethod]
    public async Task Fact45_Quarantine_GoesWithAnAcceptedMessage() => CollectionAssert.AreEqual(
        new[] { "q:held because|", "c" }, await ChangesAsync(new MessageModification.Quarantine("held\nbecause")));

    [TestMethod]
    public async Task Fact45_QuarantineThatWasNotNegotiated_IsReportedAndLeftOut()
    {
        var engine = new ScriptedEngine().Changing(
            new MessageModification.Quarantine("held"), new MessageModification.AddHeader("X-A", "1"));
        engine.Requirements = engine.Requirements with { Actions = MilterActions.AddHeaders };
        await using var host = await MilterHost.StartAsync(engine);

        CollectionAssert.AreEqual(new[] { "h:X-A|1|", "c" }, await EndAsync(host));
        StringAssert.Contains(host.Log.Lines(LogLevel.Error).Single(), "Quarantine needs Quarantine, which was not negotiated; left out");
    }

    [TestMethod]
    public async Task Fact45_RejectAfterQuarantine_Rejects()
    {
        var engine = new ScriptedEngine().On(MilterStage.EndOfMessage, context =>
        {
            context.Modifications.Add(new MessageModification.Quarantine("held"));
            return MilterReply.Reject;
        });
        await using var host = await MilterHost.StartAsync(engine);

        CollectionAssert.AreEqual(new[] { "r" }, await EndAsync(host));
    }

    internal static async Task<List<string>> EndAsync(MilterHost host)
    {
        using var peer = await host.NegotiateAsync();
        await peer.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders());
        for (int reply = 0; reply < 4; reply++)
            await peer.ReadAsync();
        await peer.SendAsync(Frames.EndOfMessage());
        return await peer.ReadVerdictAsync();
    }

    private static async Task<List<string>> ChangesAsync(params MessageModification[] changes)
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine().Changing(changes));
        return await EndAsync(host);
    }
}
