using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Milter.Server;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests.Session;

/// <summary>Input that no MTA would send, and MTAs that go away.</summary>
[TestClass]
public sealed class HostileTests
{
    private static readonly char[] Letters = [.. "ABCDEHKLMNORTUQZ"];

    [TestMethod]
    [DataRow(int.MaxValue)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4096)]
    [DataRow(-1)]
    public async Task Dialogue_InOnePieceByFrameOrByByte_IsTheSame(int piece)
    {
        var engine = new ScriptedEngine().Changing(new MessageModification.AddHeader("X-A", "1"));
        using var transport = new MemoryTransport();
        byte[] dialogue = Dialogues.Connection();
        foreach (byte[] part in piece < 0 ? SplitFrames(dialogue) : dialogue.Chunk(piece))
            transport.Feed(part);

        var log = await SessionRun.ServeAsync(engine, transport);

        Assert.AreEqual("O c c c c c c c c c c c c h c", transport.Codes);
        Assert.AreEqual(
            "Connect client.example 4 40000 192.0.2.1;Helo client.example;Mail <from@example.org>;Unknown XYZZY;Abort;Mail <>;"
                + "Rcpt <b@example.org> NOTIFY=NEVER|;Rcpt <to@example.org>;Data;Header Subject:;"
                + $"Header X-Long:{new string('x', 9000)};EndOfHeaders;Body (65535 bytes);Body end;EndOfMessage;Close",
            string.Join(';', engine.Calls));
        Assert.IsEmpty(log.Lines(LogLevel.Information));
    }

    [TestMethod]
    public async Task Dialogue_CutAtEveryByte_EndsWithOneLineAndWithoutLeak()
    {
        byte[] dialogue = [.. Frames.Offer(), .. Dialogues.Message().SelectMany(static frame => frame), .. Frames.Quit()];
        for (int cut = 0; cut < dialogue.Length; cut++)
        {
            var engine = new ScriptedEngine();
            using var transport = new MemoryTransport();
            if (cut > 0)
                transport.Feed(dialogue[..cut]);

            var log = await SessionRun.ServeAsync(engine, transport);

            Assert.AreEqual(0, engine.OpenSessions, $"cut at {cut}");
            Assert.HasCount(cut == 0 ? 0 : 1, log.Lines(LogLevel.Information), $"cut at {cut}");
            Assert.IsEmpty(log.Lines(LogLevel.Warning), $"cut at {cut}");
        }
    }

    [TestMethod]
    public async Task Peer_GoesAwayAtEveryStageWhileAWorkerRuns_LeavesNothingBehind()
    {
        var engine = new ScriptedEngine();
        engine.Requirements = engine.Requirements with { InlineStages = MilterStages.None, KeepsBody = true };
        await using var host = await MilterHost.StartAsync(engine, static options => options with { SpoolThreshold = 4 });
        var frames = Dialogues.Message();
        for (int stage = 0; stage <= frames.Count; stage++)
        {
            using var peer = await host.NegotiateAsync();
            await peer.SendAsync([.. frames.Take(stage)]);
        }

        await host.CallsWhenClosedAsync();
        await MilterHost.UntilAsync(() => host.Workers.Running == 0);
        Assert.AreEqual(0, engine.OpenSessions);
        Assert.HasCount(1, Directory.GetFileSystemEntries(host.Directory), "the socket only");
        Assert.IsEmpty(host.Log.Lines(LogLevel.Warning));
        Assert.HasCount(frames.Count + 1, host.Log.Lines(LogLevel.Information).Where(
            static line => line.Contains("went away", StringComparison.Ordinal)).ToList());
    }

    [TestMethod]
    [DataRow("R", "Rcpt is out of order after Connected")]
    [DataRow("T", "Data is out of order after Connected")]
    [DataRow("L", "Header is out of order after Connected")]
    [DataRow("N", "EndOfHeaders is out of order after Connected")]
    [DataRow("B", "Body is out of order after Connected")]
    [DataRow("E", "EndOfMessage is out of order after Connected")]
    [DataRow("C", "Connect is out of order after Connected")]
    public async Task Command_OutOfOrder_IsATempfailWithOneLineAndTheSessionGoesOn(string letter, string line)
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();
        await peer.AskAsync(Frames.Connect());

        Assert.AreEqual("t", await peer.AskAsync(Frames.Frame(letter[0], Frames.Texts("a", "4", "c"))));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail()));
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), line);
    }

    [TestMethod]
    public async Task Command_BeforeNegotiation_IsClosedWithOneLine()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.ConnectAsync();

        Assert.AreEqual("closed", await peer.AskAsync(Frames.Connect()));
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), "Connect before option negotiation");
    }

    [TestMethod]
    public async Task Mail_InAMessage_GivesTheFirstUp()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();
        await peer.AskAsync(Frames.Connect());

        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail("<one>")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail("<two>")));
        CollectionAssert.AreEqual(new[] { "Mail <one>", "Abort", "Mail <two>" }, host.Engine.Calls.Skip(1).ToArray());
    }

    [TestMethod]
    [DataRow("GET / HTTP/1.0\r\n\r\n", "an HTTP request")]
    [DataRow("\u0016\u0003\u0001\u0000\u00f0\u0001\u0000", "a TLS handshake")]
    [DataRow("EHLO me\r\n", "ASCII text, not milter frames")]
    public async Task ForeignProtocol_IsNamedInOneLine(string start, string line)
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.ConnectAsync();

        Assert.AreEqual("closed", await peer.AskAsync(System.Text.Encoding.Latin1.GetBytes(start)));
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), line);
    }

    [TestMethod]
    public async Task RandomStreams_TenThousand_NeitherCrashNorLeakAndCostALineEach()
    {
        for (int seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var engine = new ScriptedEngine();
            engine.Requirements = engine.Requirements with { Actions = MilterActions.None, SilentStages = (MilterStages)random.Next(0x2000), KeepsBody = true, KeepsHeader = true };
            using var transport = new MemoryTransport();
            byte[] stream = RandomStream(random);
            foreach (byte[] piece in stream.Chunk(random.Next(1, stream.Length + 1)))
                transport.Feed(piece);

            var log = await SessionRun.ServeAsync(engine, transport, Small());

            Assert.AreEqual(0, engine.OpenSessions, $"seed {seed}");
            Assert.IsEmpty(log.Lines(LogLevel.Error), $"seed {seed}: {string.Join(';', log.Lines(LogLevel.Error))}");
            int broken = log.Lines(LogLevel.Information).Count(static line =>
                line.Contains("broke the milter protocol", StringComparison.Ordinal) || line.Contains("went away", StringComparison.Ordinal));
            Assert.IsLessThanOrEqualTo(1, broken, $"seed {seed}");
        }
    }

    private static MilterServerOptions Small() => new()
    {
        Address = new MilterAddress(MilterAddressFamily.Unix, "", 0, "/nowhere"),
        SpoolThreshold = 1 << 20,
    };

    // Mostly frames of the protocol in any order, with payloads that are sometimes right, sometimes noise; some lengths lie.
    private static byte[] RandomStream(Random random)
    {
        List<byte> stream = [];
        if (random.Next(10) > 0)
            stream.AddRange(Frames.Offer((uint)random.Next(2, 8), 0x1FF, random.Next(2) == 0 ? 0x1FFFFF : (uint)random.Next(0x200000)));
        if (random.Next(10) > 1)
            stream.AddRange(Frames.Connect());
        for (int frames = random.Next(1, 40); frames > 0; frames--)
        {
            byte[] payload = new byte[random.Next(0, 60)];
            random.NextBytes(payload);
            if (random.Next(2) == 0)
                payload = Frames.Texts("<a@b>", "x", "4");
            byte[] frame = Frames.Frame(Letters[random.Next(Letters.Length - (random.Next(8) > 0 ? 2 : 0))], payload);
            if (random.Next(100) == 0)
                BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)random.NextInt64(uint.MaxValue));
            stream.AddRange(frame);
        }

        return [.. stream];
    }

    private static IEnumerable<byte[]> SplitFrames(byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int length = 4 + (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            yield return bytes[at..(at + length)];
            at += length;
        }
    }
}
