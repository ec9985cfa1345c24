using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests;

/// <summary>The facts about frames and the connection, 10 to 26.</summary>
[TestClass]
public sealed class MilterFactsFrameTests
{
    [TestMethod]
    [DataRow(0u)]
    [DataRow(0x80000000u)]
    [DataRow(0xFFFFFFFFu)]
    [DataRow(1024u * 1024 * 16)]
    public async Task Fact10_IllegalLength_IsClosedWithoutAllocatingIt(uint length)
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("closed", await peer.AskAsync(Frames.Number(length), [(byte)'B']));
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), $"a frame of {length} bytes, from 1 to 1049600 expected");
    }

    [TestMethod]
    public async Task Fact10_LengthCountsTheCommand()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Connect()));
        Assert.AreEqual("c", await peer.AskAsync([0, 0, 0, 3, (byte)'H', (byte)'h', 0]));
        Assert.AreEqual("Helo h", host.Engine.Calls.Last());
    }

    [TestMethod]
    public async Task Fact11_FramesGluedTogetherAndSplitAtAnyByte_AreTheSame()
    {
        var engine = new ScriptedEngine { Requirements = Silent(MilterStages.Header) };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();
        byte[] glued =
        [
            .. Frames.Macro('C', "j", "mx"), .. Frames.Connect(), .. Frames.Macro('M', "i", "1"), .. Frames.Mail(), .. Frames.Rcpt(),
            .. Frames.Header("A", "1"), .. Frames.Header("B", "2"), .. Frames.Header("C", "3"), .. Frames.EndOfHeaders(),
        ];

        for (int cut = 1; cut < glued.Length; cut += 7)
            await peer.SendAsync(glued[(cut - 1)..Math.Min(cut + 6, glued.Length)]);

        for (int reply = 0; reply < 4; reply++)
            Assert.AreEqual("c", (await peer.ReadAsync())!.ToString());
        CollectionAssert.AreEqual(new[] { "Header A:1", "Header B:2", "Header C:3", "EndOfHeaders" }, engine.Calls.TakeLast(4).ToArray());
    }

    [TestMethod]
    public async Task Fact12_AllFramesOfAReply_LeaveInOneWrite()
    {
        using var transport = new MemoryTransport();
        var engine = new ScriptedEngine().Changing(
            new MessageModification.AddHeader("X-A", "1"), new MessageModification.AddHeader("X-B", "2"));
        transport.Feed(Frames.Offer(), Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders());
        transport.Feed(Frames.EndOfMessage());

        await SessionRun.ServeAsync(engine, transport);

        Assert.HasCount(2, transport.Writes);
        Assert.AreEqual("h:X-A|1| h:X-B|2| c", transport.FramesOf(1));
    }

    [TestMethod]
    public async Task Fact13_UnknownCommandLetter_IsIgnoredAndTheSessionStaysInStep()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Frame('z', [1, 2, 3]), Frames.Connect()));
        Assert.AreEqual("r", await AskWith(host, peer, MilterStage.Helo, MilterReply.Reject, Frames.Helo()));
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), "unknown command 0x7A with 3 bytes; ignored");
    }

    [TestMethod]
    public async Task Fact14_MacroAbortAndQuit_AreNotAnswered()
    {
        using var transport = new MemoryTransport();
        transport.Feed(
            Frames.Offer(), Frames.Macro('C', "j", "x"), Frames.Connect(), Frames.Mail(), Frames.Abort(), Frames.Abort(), Frames.Macro('M', "i", "1"),
            Frames.QuitNewConnection(), Frames.Connect(), Frames.Quit());

        await SessionRun.ServeAsync(new ScriptedEngine(), transport);

        Assert.AreEqual("O c c c", transport.Codes);
    }

    [TestMethod]
    public async Task Fact15_ReplyOfAStageThatPromisedNone_IsSilencedAndReported()
    {
        var engine = new ScriptedEngine { Requirements = Silent(MilterStages.Header) }.On(MilterStage.Header, MilterReply.Reject);
        using var transport = new MemoryTransport();
        transport.Feed(
            Frames.Offer(), Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.Header("Subject", "x"), Frames.EndOfHeaders(), Frames.Quit());

        var log = await SessionRun.ServeAsync(engine, transport);

        Assert.AreEqual("O c c c c", transport.Codes);
        StringAssert.Contains(log.Lines(LogLevel.Error).Single(), "Header: it promised not to reply but replied Reject; not sent");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(65535)]
    public async Task Fact16_BodyChunkOfAnySizeAndContent_Arrives(int size)
    {
        byte[] chunk = new byte[size];
        new Random(16).NextBytes(chunk);
        var engine = new ScriptedEngine
        {
            Requirements = new FilterRequirements { Stages = MilterStages.Body, InlineStages = MilterStages.All, KeepsBody = true },
        };
        byte[] kept = [];
        engine.On(MilterStage.Body, context =>
        {
            using var body = context.Message.OpenBody();
            kept = new byte[context.Message.BodyLength];
            body.ReadExactly(kept);
            return MilterReply.Continue;
        });
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Body(chunk)));
        CollectionAssert.AreEqual(chunk, kept);
    }

    [TestMethod]
    public async Task Fact17_EndOfMessageWithData_IsALastChunkAndThenTheEnd()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();
        await peer.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders());
        for (int reply = 0; reply < 4; reply++)
            await peer.ReadAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.EndOfMessage("last\r\n")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail()));
        CollectionAssert.AreEqual(new[] { "Body last\r\n", "EndOfMessage" }, host.Engine.Calls.Skip(4).Take(2).ToArray());
    }

    [TestMethod]
    public async Task Fact18_VerdictOfTheLastChunk_IsSentAndTheEndIsNotRun()
    {
        var engine = new ScriptedEngine().On(MilterStage.Body, MilterReply.Reject);
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();
        await peer.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders());
        for (int reply = 0; reply < 4; reply++)
            await peer.ReadAsync();

        Assert.AreEqual("r", await peer.AskAsync(Frames.EndOfMessage("last\r\n")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail()));
        Assert.IsFalse(engine.Calls.Contains("EndOfMessage"));
    }

    [TestMethod]
    [DataRow('4', "192.0.2.1", "Connect h 4 25 192.0.2.1")]
    [DataRow('6', "2001:db8::1", "Connect h 6 25 2001:db8::1")]
    [DataRow('6', "IPv6:2001:db8::1", "Connect h 6 25 2001:db8::1")]
    [DataRow('L', "/run/x", "Connect h L 25 /run/x")]
    public async Task Fact19_ConnectFamilies(char family, string address, string call)
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Connect("h", family, 25, address)));
        Assert.AreEqual(call, host.Engine.Calls.Single());
    }

    [TestMethod]
    public async Task Fact19_UnknownFamilyAndMissingAddress_AreTaken()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Frame('C', Frames.Text("[192.0.2.7]"), [(byte)'U'])));
        await peer.SendAsync(Frames.QuitNewConnection());
        Assert.AreEqual("c", await peer.AskAsync(Frames.Frame('C', Frames.Text("h"), [(byte)'4', 0, 0])));
        Assert.AreEqual("Connect [192.0.2.7] U 0 ", host.Engine.Calls.First());
        Assert.AreEqual("Connect h 4 0 ", host.Engine.Calls.Last());
    }

    [TestMethod]
    public async Task Fact20_Close_MayBeTheOnlyEvent()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using (var peer = await host.NegotiateAsync())
            await peer.SendAsync(Frames.Quit());

        CollectionAssert.AreEqual(new[] { "Close" }, await host.CallsWhenClosedAsync());
    }

    [TestMethod]
    [DataRow("i")]
    [DataRow("{i}")]
    public async Task Fact21_MacroNames_AreTheSameBareAndInBraces(string sent)
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Macro('C', sent, "4711", "{client_addr}", "192.0.2.1"), Frames.Connect()));
        Assert.IsTrue(host.Engine.LastContext!.TryGetMacro("i", out string id));
        Assert.AreEqual("4711", id);
        Assert.IsTrue(host.Engine.LastContext.TryGetMacro("client_addr", out string address));
        Assert.AreEqual("192.0.2.1", address);
        Assert.AreEqual("4711", host.Engine.LastContext.QueueId);
    }

    [TestMethod]
    public async Task Fact22_OddEmptyAndMissingMacroStrings_AreNormal()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Macro('C', "a", "", "b"), Frames.Macro('H'), Frames.Connect()));
        Assert.IsTrue(host.Engine.LastContext!.TryGetMacro("a", out string a));
        Assert.AreEqual("", a);
        Assert.IsTrue(host.Engine.LastContext.TryGetMacro("b", out string b));
        Assert.AreEqual("", b);
        Assert.IsEmpty(host.Log.Lines(LogLevel.Information).Where(static line => !line.Contains("listening", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Fact23_MacrosOfAMessage_DoNotSurviveIt()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();
        var has = (string name) => host.Engine.LastContext!.TryGetMacro(name, out _);

        await peer.AskAsync(Frames.Macro('C', "j", "mx"), Frames.Connect());
        await peer.AskAsync(Frames.Macro('M', "m", "1"), Frames.Mail());
        await peer.AskAsync(Frames.Macro('R', "r", "1"), Frames.Rcpt());
        Assert.IsTrue(has("j") && has("m") && has("r"));
        await peer.AskAsync(Frames.EndOfHeaders());
        await peer.AskAsync(Frames.Macro('E', "e", "1"), Frames.EndOfMessage());
        Assert.IsTrue(has("j") && !has("m") && !has("r") && !has("e"));
        await peer.AskAsync(Frames.Macro('M', "m", "2"), Frames.Mail());
        await peer.AskAsync(Frames.Macro('R', "r", "2"), Frames.Rcpt());
        await peer.AskAsync(Frames.Helo());
        Assert.IsTrue(has("j") && !has("m") && !has("r"));
    }

    [TestMethod]
    public async Task Fact24_QueueId_IsKnownWhenTheMtaTellsIt()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        await peer.AskAsync(Frames.Connect());
        await peer.AskAsync(Frames.Mail());
        Assert.AreEqual("", host.Engine.LastContext!.QueueId);
        await peer.AskAsync(Frames.Rcpt());
        await peer.AskAsync(Frames.Macro('T', "i", "3ABC"), Frames.Data());
        Assert.AreEqual("3ABC", host.Engine.LastContext.QueueId);
        await peer.SendAsync(Frames.Abort());
        await peer.AskAsync(Frames.Mail());
        Assert.AreEqual("", host.Engine.LastContext.QueueId);
    }

    [TestMethod]
    public async Task Fact25_MacroThatOnlyOneMtaHas_IsFoundUnderItsOwnName()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        await peer.AskAsync(Frames.Macro('C', "{daemon_addr}", "192.0.2.9"), Frames.Connect());
        Assert.IsFalse(host.Engine.LastContext!.TryGetMacro("if_addr", out _));
        Assert.IsTrue(host.Engine.LastContext.TryGetMacro("daemon_addr", out _));
    }

    [TestMethod]
    public async Task Fact26_Helo_MayComeTwiceAndBetweenMessages()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Connect()));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Helo("one")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Helo("two")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail()));
        await peer.SendAsync(Frames.Abort());
        Assert.AreEqual("c", await peer.AskAsync(Frames.Helo("three")));
        CollectionAssert.AreEqual(
            new[] { "Helo one", "Helo two", "Mail <from@example.org>", "Abort", "Helo three" }, host.Engine.Calls.Skip(1).ToArray());
        Assert.IsEmpty(host.Log.Lines(LogLevel.Warning));
    }

    private static FilterRequirements Silent(MilterStages stages) => new()
    {
        Stages = MilterStages.All,
        SilentStages = stages,
        InlineStages = MilterStages.All,
        Actions = MilterActions.All,
    };

    private static async Task<string> AskWith(MilterHost host, MtaPeer peer, MilterStage stage, MilterReply reply, byte[] frame)
    {
        host.Engine.On(stage, reply);
        return await peer.AskAsync(frame);
    }
}
