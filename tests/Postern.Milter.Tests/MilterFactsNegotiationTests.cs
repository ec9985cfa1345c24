using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Postern.Abstractions.Milter;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests;

/// <summary>
/// The facts of the milter protocol that filters get wrong, 1 to 9. Of all the facts these speak of the MTA only, so no frame of ours can show
/// them: 8 (whose macro list wins), 25 (which macros Postfix has), 37 (which Received field an MTA hides), and the MTA's half of 38, 44, 49 and 50;
/// what they ask of the host stands in the test of that number, and the end-to-end tests show the MTA's part.
/// </summary>
[TestClass]
public sealed class MilterFactsNegotiationTests
{
    private static uint Number(MtaFrame answer, int index) => BinaryPrimitives.ReadUInt32BigEndian(answer.Payload.AsSpan(index * 4));

    [TestMethod]
    public async Task Fact01_NegotiationShorterThan12Bytes_IsClosed()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.ConnectAsync();

        Assert.AreEqual("closed", await peer.AskAsync(Frames.Frame('O', Frames.Number(6), Frames.Number(1))));
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), "option negotiation of 8 bytes, at least 12 expected");
    }

    [TestMethod]
    public async Task Fact01_NegotiationLongerThan12Bytes_IsAccepted()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.ConnectAsync();
        byte[] more = [.. Frames.Number(0), .. Frames.Text("{client_addr}")];

        await peer.SendAsync(Frames.Frame('O', Frames.Number(6), Frames.Number(0x1FF), Frames.Number(0x1FFFFF), more));

        Assert.AreEqual('O', (await peer.ReadAsync())!.Code);
    }

    [TestMethod]
    public async Task Fact02_VersionBelow2_IsClosedWithALogLine()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.ConnectAsync();

        Assert.AreEqual("closed", await peer.AskAsync(Frames.Offer(version: 1)));
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), "version 1");
    }

    [TestMethod]
    [DataRow(2u, 2u)]
    [DataRow(3u, 3u)]
    [DataRow(4u, 4u)]
    [DataRow(6u, 6u)]
    [DataRow(7u, 6u)]
    [DataRow(uint.MaxValue, 6u)]
    public async Task Fact02_Version_IsNeverAboveTheOffer(uint offered, uint answered)
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.ConnectAsync();

        Assert.AreEqual(answered, Number(await peer.NegotiateAsync(offered), 0));
    }

    /// <summary>mailfromd's mtasim offers all steps as version 1.0.0, and waits for every reply all the same.</summary>
    [TestMethod]
    public async Task Fact02_VersionThatDoesNotExist_IsAskedToLeaveOutStagesOnly()
    {
        var engine = new ScriptedEngine
        {
            Requirements = new FilterRequirements
            {
                Stages = MilterStages.Mail | MilterStages.Body | MilterStages.EndOfMessage,
                SilentStages = MilterStages.Mail,
                LeadingSpace = true,
            },
        };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.ConnectAsync();

        var answer = await peer.NegotiateAsync(0x0100_0000, 0xFF, 0x1FFFFF);

        Assert.AreEqual(0x36Bu, Number(answer, 2));
    }

    [TestMethod]
    public async Task Fact03_NoActionsAndNoSteps_MeanThoseOfVersion1()
    {
        var engine = new ScriptedEngine
        {
            Requirements = new FilterRequirements { Stages = MilterStages.EndOfMessage, Actions = (MilterActions)0x0F },
        };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.ConnectAsync();

        var answer = await peer.NegotiateAsync(2, 0, 0);

        Assert.AreEqual(0x0Fu, Number(answer, 1));
        Assert.AreEqual(0x3Fu, Number(answer, 2));
    }

    [TestMethod]
    public async Task Fact04_NothingIsAskedThatWasNotOffered()
    {
        var engine = new ScriptedEngine
        {
            Requirements = new FilterRequirements
            {
                Stages = MilterStages.Header | MilterStages.EndOfMessage,
                SilentStages = MilterStages.Header,
                InlineStages = MilterStages.All,
                LeadingSpace = true,
                RejectedRecipients = true,
            },
        };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.ConnectAsync();

        var answer = await peer.NegotiateAsync(2, 0x1F, 0x3F);

        Assert.AreEqual(0x1Fu, Number(answer, 2), "NODATA, NOUNKNOWN, NR_HDR, HDR_LEADSPC and RCPT_REJ were not offered");
    }

    [TestMethod]
    public async Task Fact04_NoReplyThatWasNotOffered_IsAnsweredWithContinue()
    {
        var engine = new ScriptedEngine
        {
            Requirements = new FilterRequirements
            {
                Stages = MilterStages.Header,
                SilentStages = MilterStages.Header,
                InlineStages = MilterStages.All,
            },
        };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync(steps: 0x3F);

        Assert.AreEqual("c", await peer.AskAsync(Frames.Header("Subject", "x")));
        Assert.AreEqual("Header Subject:x", engine.Calls.Single());
    }

    [TestMethod]
    public async Task Fact05_MissingAction_IsNamedAndTheConnectionClosed()
    {
        var engine = new ScriptedEngine
        {
            Requirements = new FilterRequirements { Actions = MilterActions.AddHeaders | MilterActions.Quarantine | MilterActions.ChangeSender },
        };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.ConnectAsync();

        Assert.AreEqual("closed", await peer.AskAsync(Frames.Offer(actions: 0x1F)));
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), "does not offer what the filter needs: Quarantine, ChangeSender;");
    }

    [TestMethod]
    public async Task Fact06_LargerData_IsEchoedAndHonouredInBothDirections()
    {
        var engine = new ScriptedEngine().Changing(new MessageModification.ReplaceBody(new byte[300_000]));
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.ConnectAsync();

        var answer = await peer.NegotiateAsync(steps: 0x301FFFFF);
        Assert.AreEqual(0x20000000u, Number(answer, 2) & 0x70000000u);
        Assert.AreEqual("c", await peer.AskAsync(Frames.Connect()));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Mail()));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Rcpt()));
        Assert.AreEqual("c", await peer.AskAsync(Frames.EndOfHeaders()));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Body(new byte[(1024 * 1024) - 1])));
        await peer.SendAsync(Frames.EndOfMessage());
        Assert.HasCount(300_000, (await peer.ReadAsync())!.Payload);
        Assert.AreEqual("c", (await peer.ReadAsync())!.ToString());
    }

    [TestMethod]
    public async Task Fact06_LargerDataThatIsNotOffered_IsNotAskedFor()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.ConnectAsync();

        Assert.AreEqual(0u, Number(await peer.NegotiateAsync(steps: 0x401FFFFF), 2) & 0x70000000u);
    }

    [TestMethod]
    public async Task Fact06_LargerDataThanTheFrameLimit_IsNotAskedFor()
    {
        await using var host = await MilterHost.StartAsync(
            new ScriptedEngine(), static options => options with { Limits = options.Limits with { FrameBytes = 300_000 } });
        using var peer = await host.ConnectAsync();

        Assert.AreEqual(0x10000000u, Number(await peer.NegotiateAsync(steps: 0x301FFFFF), 2) & 0x70000000u);
    }

    [TestMethod]
    public async Task Fact07_MacroLists_FollowThe12Bytes()
    {
        var engine = new ScriptedEngine
        {
            Requirements = new FilterRequirements
            {
                Stages = MilterStages.EndOfMessage,
                Macros = new Dictionary<MilterStage, IReadOnlyList<string>>
                {
                    [MilterStage.Mail] = ["i", "auth_authen"],
                    [MilterStage.Rcpt] = [],
                    [MilterStage.EndOfMessage] = [.. Enumerable.Range(0, 60).Select(static n => $"n{n}")],
                },
            },
        };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.ConnectAsync();

        var answer = await peer.NegotiateAsync();

        Assert.AreEqual(0x100u, Number(answer, 1));
        string fifty = string.Join(' ', Enumerable.Range(0, 50).Select(static n => $"{{n{n}}}"));
        byte[] expected =
        [
            .. Frames.Number(2), .. Frames.Text("i {auth_authen}"), .. Frames.Number(3), .. Frames.Text(""), .. Frames.Number(5), .. Frames.Text(fifty),
        ];
        CollectionAssert.AreEqual(expected, answer.Payload[12..]);
    }

    [TestMethod]
    public async Task Fact07_MacroListsThatAreNotOffered_AreLeftOut()
    {
        var engine = new ScriptedEngine
        {
            Requirements = new FilterRequirements
            {
                Macros = new Dictionary<MilterStage, IReadOnlyList<string>> { [MilterStage.Mail] = ["i"] },
            },
        };
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.ConnectAsync();

        Assert.HasCount(12, (await peer.NegotiateAsync(actions: 0x3F)).Payload);
    }

    [TestMethod]
    public async Task Fact08_MacroThatWasNeverDefined_IsAbsent()
    {
        bool found = true;
        var engine = new ScriptedEngine().On(MilterStage.Mail, context =>
        {
            found = context.TryGetMacro("auth_authen", out _);
            return MilterReply.Continue;
        });
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Connect()));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Macro('M', "i", "4711"), Frames.Mail()));
        Assert.IsFalse(found);
    }

    [TestMethod]
    public async Task Fact09_QuitNewConnection_KeepsOptionsAndDropsTheRest()
    {
        bool found = true;
        var engine = new ScriptedEngine().On(MilterStage.Helo, context =>
        {
            found = context.TryGetMacro("j", out _);
            return MilterReply.Continue;
        });
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("c", await peer.AskAsync(Frames.Macro('C', "j", "mx"), Frames.Connect()));
        await peer.SendAsync(Frames.QuitNewConnection());
        Assert.AreEqual("c", await peer.AskAsync(Frames.Connect("second")));
        Assert.AreEqual("c", await peer.AskAsync(Frames.Helo()));
        Assert.IsFalse(found);
        CollectionAssert.AreEqual(
            new[] { "Connect client.example 4 40000 192.0.2.1", "Close", "Connect second 4 40000 192.0.2.1", "Helo client.example" },
            engine.Calls.ToArray());
    }

    [TestMethod]
    public async Task Fact09_SecondNegotiationOnOneConnection_IsClosed()
    {
        await using var host = await MilterHost.StartAsync(new ScriptedEngine());
        using var peer = await host.NegotiateAsync();

        Assert.AreEqual("closed", await peer.AskAsync(Frames.Offer()));
        StringAssert.Contains(host.Log.Lines(LogLevel.Warning).Single(), "a second option negotiation after Ready");
    }
}
