using System.Text;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;
using Postern.Testing.Milter;

namespace Postern.Milter.Tests;

/// <summary>Fact 35: blanks behind the colon of a field, with and without <c>SMFIP_HDR_LEADSPC</c>; bodies that are read when they are sent.</summary>
[TestClass]
public sealed class MilterFactsLeadingSpaceTests
{
    [TestMethod]
    [DataRow(" text", " text", "text")]
    [DataRow("text", "text", "text")]
    [DataRow("  text", "  text", " text")]
    [DataRow("\ttext", "\ttext", "\ttext")]
    [DataRow("\n text", "\n text", "\n text")]
    [DataRow("", "", "")]
    public async Task Fact35_KeptHeader_HasTheBlanksThatTheMtaSent(string sent, string body, string value)
    {
        HeaderField field = await KeptAsync(sent, steps: 0x1FFFFF);

        Assert.AreEqual(body, Text(field.Body));
        Assert.AreEqual(value, Text(field.Value));
    }

    [TestMethod]
    [DataRow("text", " text", "text")]
    [DataRow(" text", "  text", " text")]
    [DataRow("", " ", "")]
    public async Task Fact35_MtaWithoutLeadingSpace_HasTakenOneBlank(string sent, string body, string value)
    {
        HeaderField field = await KeptAsync(sent, steps: 0x0FFFFF);

        Assert.AreEqual(body, Text(field.Body));
        Assert.AreEqual(value, Text(field.Value));
    }

    [TestMethod]
    [DataRow(0x1FFFFFu, "text", " text")]
    [DataRow(0x1FFFFFu, " text", "  text")]
    [DataRow(0x1FFFFFu, "\ttext", "\ttext")]
    [DataRow(0x1FFFFFu, "\n text", "\n text")]
    [DataRow(0x1FFFFFu, "", "")]
    [DataRow(0x0FFFFFu, "text", "text")]
    public async Task Fact35_ChangedValue_GetsTheBlankWhereTheMtaAddsNone(uint steps, string value, string sent)
    {
        var engine = Keeping().Changing(
            new MessageModification.AddHeader("X-A", value), new MessageModification.InsertHeader(1, "X-B", value), new MessageModification.ChangeHeader("X-C", 2, value));

        CollectionAssert.AreEqual(
            new[] { $"h:X-A|{sent}|", $"i:|||\u0001X-B|{sent}|", $"m:|||\u0002X-C|{sent}|", "c" }, await EndAsync(engine, steps));
    }

    [TestMethod]
    [DataRow(0, "b:0")]
    [DataRow(65535, "b:65535")]
    [DataRow(65536, "b:65535 b:1")]
    [DataRow(131070, "b:65535 b:65535")]
    public async Task Fact41_BodyThatIsReadWhenSent_ComesInChunks(int size, string chunks)
    {
        var engine = Keeping().Changing(new MessageModification.ReplaceBodyContent(new Zeros(size)), new MessageModification.AddHeader("X-A", "1"));

        List<string> frames = await EndAsync(engine, 0x0FFFFF);

        Assert.AreEqual("h:X-A|1|", frames[0]);
        Assert.AreEqual(chunks, string.Join(' ', frames[1..^1].Select(frame => $"b:{Math.Max(0, frame.Length - 2)}")));
        Assert.AreEqual("c", frames[^1]);
    }

    private static async Task<HeaderField> KeptAsync(string sent, uint steps)
    {
        HeaderField? kept = null;
        var engine = Keeping().On(MilterStage.EndOfMessage, context =>
        {
            kept = context.Message.Header.Single();
            return MilterReply.Continue;
        });
        await EndAsync(engine, steps, Frames.Header("Subject", sent));
        return kept!.Value;
    }

    private static async Task<List<string>> EndAsync(ScriptedEngine engine, uint steps, params byte[][] header)
    {
        await using var host = await MilterHost.StartAsync(engine);
        using var peer = await host.ConnectAsync();
        await peer.NegotiateAsync(6, 0x1FF, steps);
        foreach (byte[] frame in new[] { Frames.Connect(), Frames.Mail(), Frames.Rcpt() }.Concat(header).Append(Frames.EndOfHeaders()))
            Assert.AreEqual("c", await peer.AskAsync(frame));
        await peer.SendAsync(Frames.EndOfMessage());
        return await peer.ReadVerdictAsync();
    }

    private static ScriptedEngine Keeping()
    {
        var engine = new ScriptedEngine();
        engine.Requirements = engine.Requirements with { KeepsHeader = true, LeadingSpace = true };
        return engine;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);

    private sealed class Zeros(int size) : IMessageContent
    {
        public long Length => size;

        public Stream Open() => new MemoryStream(new byte[size], writable: false);
    }
}
