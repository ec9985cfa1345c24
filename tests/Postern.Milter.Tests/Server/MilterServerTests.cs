using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Milter.Server;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests.Server;

[TestClass]
public sealed class MilterServerTests
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    [TestMethod]
    public async Task Start_OnTcp_ServesAndTellsTheChosenPort()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine(), Tcp);
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Connect()));
        Assert.AreNotEqual(0, host.Server.BoundAddress.Port);
        StringAssert.StartsWith(host.Engine.LastContext!.PeerAddress, "inet:");
        Assert.AreEqual(host.Server.BoundAddress.ToString(), host.Engine.LastContext.ServerAddress);
    }

    [TestMethod]
    public async Task Start_UnixSocket_HasItsModeAndGoesAtTheEnd()
    {
        string path;
        await using (var host = await MilterHost.StartAsync(new ScriptedEngine(), static options => options with { SocketMode = Mode }))
        {
            path = host.Server.BoundAddress.Path;
            Assert.AreEqual(Mode, File.GetUnixFileMode(path));
            Assert.ContainsSingle(Directory.GetFileSystemEntries(host.Directory));
            await host.Server.DisposeAsync();
            Assert.IsFalse(File.Exists(path));
        }
    }

    [TestMethod]
    public async Task Start_StaleSocketInTheWay_TakesItsPlace()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine(), options =>
        {
            using var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            dead.Bind(new UnixDomainSocketEndPoint(options.Address.Path + "x"));
            File.Move(options.Address.Path + "x", options.Address.Path);
            return options;
        });
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Connect()));
    }

    [TestMethod]
    public async Task Start_SomebodyListensThere_IsRefused()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        await using var second = new MilterServer(
            new MilterServerOptions { Address = host.Server.BoundAddress }, host.Engine, host.Workers, host.Log, TimeProvider.System);

        var error = await Assert.ThrowsExactlyAsync<MilterListenException>(() => second.StartAsync(CancellationToken.None));

        StringAssert.EndsWith(error.Message, "another process listens there; stop it or choose another path");
        using var peer = await host.NegotiateAsync();
        Assert.AreEqual("c", await peer.AskAsync(Frames.Connect()));
    }

    [TestMethod]
    public async Task Start_FileInTheWay_IsRefusedAndKept()
    {
        string path = "";
        var error = await Assert.ThrowsExactlyAsync<MilterListenException>(() => MilterHost.StartAsync(new ScriptedEngine(), options =>
        {
            path = options.Address.Path;
            File.WriteAllText(path, "precious");
            return options;
        }));

        StringAssert.Contains(error.Message, "a file that is not a socket is in the way");
        Assert.AreEqual("precious", await File.ReadAllTextAsync(path));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [TestMethod]
    public async Task Start_PortIsTaken_IsRefused()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine(), Tcp);
        await using var second = new MilterServer(
            new MilterServerOptions { Address = host.Server.BoundAddress }, host.Engine, host.Workers, host.Log, TimeProvider.System);

        var error = await Assert.ThrowsExactlyAsync<MilterListenException>(() => second.StartAsync(CancellationToken.None));

        StringAssert.EndsWith(error.Message, "another process listens there; stop it or choose another port");
    }

    [TestMethod]
    public async Task Accept_PeerThatIsNotAllowed_IsClosedWithOneLine()
    {
        await using var host = await MilterHost.StartAsync(
            new ScriptedEngine(), static options => Tcp(options) with { AccessRules = [new(false, IPNetwork.Parse("127.0.0.0/8"), null)] });
        using var peer = await host.ConnectAsync();

        Assert.IsNull(await peer.ReadAsync());
        StringAssert.EndsWith(host.Log.Lines(LogLevel.Warning).Single(), "is not allowed to connect");
    }

    [TestMethod]
    public async Task Accept_UnixPeer_IsKnownByItsUser()
    {
        // The user of this process is the one that connects; every other is refused.
        uint self = uint.Parse(
            (await File.ReadAllLinesAsync("/proc/self/status")).First(static line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2],
            System.Globalization.CultureInfo.InvariantCulture);
        await using var mine = await MilterHost.StartAsync(
            new ScriptedEngine(), options => options with { AccessRules = [new(true, null, self)] });
        await using var others = await MilterHost.StartAsync(
            new ScriptedEngine(), options => options with { AccessRules = [new(true, null, self + 1)] });
        using var admitted = await mine.NegotiateAsync();
        using var refused = await others.ConnectAsync();

        Assert.AreEqual("c", await admitted.AskAsync(Frames.Connect()));
        Assert.IsNull(await refused.ReadAsync());
    }

    [TestMethod]
    public async Task Accept_AboveTheLimit_IsClosedWithOneLineAndTheOthersGoOn()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine(), static options => options with { MaxConnections = 1 });
        using var first = await host.NegotiateAsync();
        using var second = await host.ConnectAsync();

        Assert.IsNull(await second.ReadAsync());
        Assert.AreEqual("c", await first.AskAsync(Frames.Connect()));
        StringAssert.EndsWith(host.Log.Lines(LogLevel.Warning).Single(), "is turned away: all 1 connections are taken");
    }

    [TestMethod]
    public async Task Reload_NewEngine_ServesNewConnectionsOnly()
    {
        var old = new ScriptedEngine().On(MilterStage.Connect, MilterReply.Reject);
        var source = new SwitchingSource(old);
        await using var host = await MilterHost.StartAsync(old);
        await using var server = new MilterServer(
            new MilterServerOptions { Address = new MilterAddress(MilterAddressFamily.Inet, "127.0.0.1", 0, "") }, source, host.Workers, host.Log, TimeProvider.System);
        await server.StartAsync(CancellationToken.None);
        using var before = await MtaPeer.ConnectAsync(server.BoundAddress);
        await before.NegotiateAsync();

        source.Current = new ScriptedEngine();
        using var after = await MtaPeer.ConnectAsync(server.BoundAddress);
        await after.NegotiateAsync();

        Assert.AreEqual("r", await before.AskAsync(Frames.Connect()));
        Assert.AreEqual("c", await after.AskAsync(Frames.Connect()));
    }

    [TestMethod]
    [DataRow(false, 32, "went away (PeerTimedOut) at Start")]
    [DataRow(true, 7212, "went away (PeerTimedOut) at Ready")]
    public async Task Wait_PeerThatSaysNothing_IsClosed(bool negotiated, int seconds, string line)
    {
        var time = new ManualTime();
        await using var host = await MilterHost.StartAsync(new ScriptedEngine(), null, time);
        using var peer = negotiated ? await host.NegotiateAsync() : await host.ConnectAsync();
        await MilterHost.UntilAsync(() => host.Server.OpenSessions == 1);

        await MilterHost.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            return host.Server.OpenSessions == 0;
        });

        Assert.IsNull(await peer.ReadAsync());
        StringAssert.Contains(host.Log.Lines(LogLevel.Information).Last(), line);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Serve_ManyMessagesOverManyConnectionsAndLoops_AnswersEveryOne(bool inline)
    {
        var engine = new ScriptedEngine().On(MilterStage.EndOfMessage, static context =>
        {
            context.TryGetMacro("i", out string id);
            context.Modifications.Add(new MessageModification.AddHeader("X-Id", id));
            return MilterReply.Continue;
        });
        engine.Requirements = engine.Requirements with { InlineStages = inline ? MilterStages.All : MilterStages.None };
        await using var host = await MilterHost.StartAsync(engine, static options => options with { IoThreads = 3 });

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async connection =>
        {
            using var peer = await host.NegotiateAsync();
            Assert.AreEqual("c", await peer.AskAsync(Frames.Connect()));
            for (int message = 0; message < 20; message++)
            {
                foreach (byte[] frame in Dialogues.Message().Skip(1).SkipLast(1))
                    Assert.AreEqual("c", await peer.AskAsync(frame));
                await peer.SendAsync(Frames.Macro('E', "i", $"{connection}.{message}"), Frames.EndOfMessage());
                CollectionAssert.AreEqual(new[] { $"h:X-Id|{connection}.{message}|", "c" }, await peer.ReadVerdictAsync());
            }

            await peer.SendAsync(Frames.Quit());
        }));

        await host.CallsWhenClosedAsync();
        Assert.IsEmpty(host.Log.Lines(LogLevel.Warning));
    }

    [TestMethod]
    public async Task Serve_PeerThatReadsLate_GetsAllOfALargeReply()
    {
        const int Size = 5_000_000;
        var engine = new ScriptedEngine().Changing(new MessageModification.ReplaceBody(new byte[Size]));
        await using var host = await MilterHost.StartAsync(engine);
        using var slow = await host.NegotiateAsync();
        using var other = await host.NegotiateAsync();
        await slow.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders(), Frames.EndOfMessage());

        Assert.AreEqual("c", await other.AskAsync(Frames.Connect()), "nobody else waits");

        for (int reply = 0; reply < 4; reply++)
            Assert.AreEqual("c", (await slow.ReadAsync())!.ToString());
        int size = 0;
        while (await slow.ReadAsync() is { Code: 'b' } chunk)
            size += chunk.Payload.Length;
        Assert.AreEqual(Size, size);
    }

    [TestMethod]
    public async Task Serve_PeerThatNeverReads_IsClosed()
    {
        var time = new ManualTime();
        var engine = new ScriptedEngine().Changing(new MessageModification.ReplaceBody(new byte[5_000_000]));
        await using var host = await MilterHost.StartAsync(engine, null, time);
        using var deaf = await host.NegotiateAsync();
        await deaf.SendAsync(Frames.Connect(), Frames.Mail(), Frames.Rcpt(), Frames.EndOfHeaders(), Frames.EndOfMessage());
        await MilterHost.UntilAsync(() => engine.Calls.Contains("EndOfMessage"));

        await MilterHost.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(32));
            return host.Server.OpenSessions == 0;
        });

        StringAssert.Contains(host.Log.Lines(LogLevel.Information).Last(), "went away (PeerTimedOut)");
    }

    private static MilterServerOptions Tcp(MilterServerOptions options) =>
        options with { Address = new MilterAddress(MilterAddressFamily.Inet, "127.0.0.1", 0, "") };

    private sealed class SwitchingSource(IFilterEngine first) : IFilterEngineSource
    {
        public IFilterEngine Current { get; set; } = first;
    }
}
