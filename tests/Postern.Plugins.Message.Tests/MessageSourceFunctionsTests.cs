using Postern.Abstractions.Configuration;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Message.Tests;

[TestClass]
public sealed class MessageSourceFunctionsTests
{
    private const string Malformed = "2 message_from_stream: cannot obtain stream reference: Malformed email address";

    private static readonly SourcePlace Place = new("f", 1, 1, 1, 1);

    [TestMethod]
    [DataRow("this is no header\n\nbody\n")]
    [DataRow("Subject: x\nno header\n\nbody\n")]
    [DataRow(" lead\nSubject: x\n\nbody\n")]
    [DataRow("Subject: x\nFrom a\nTo: q\n\nbody\n")]
    [DataRow("x")]
    public async Task Read_LineThatIsNoField_IsAFailure(string text)
    {
        var lab = new MessageLab();

        Assert.AreEqual(Malformed, await MessageLab.FailureAsync(async () => await lab.OpenAsync(text)));
    }

    [TestMethod]
    [DataRow("From ", "\n")]
    [DataRow("From: a\n", "From: a\n\n")]
    [DataRow("From a\nTo: b\n\nx", "To: b\n\nx")]
    [DataRow("Subject: x\n: y\n\n", "Subject: x\n\n")]
    [DataRow("Subject : x\nTo:y\n\n", "Subject: x\nTo: y\n\n")]
    public async Task Read_OddBeginnings_AreMessages(string text, string expected)
    {
        var lab = new MessageLab();

        Assert.AreEqual(expected, await lab.CopyAsync(await lab.OpenAsync(text)));
    }

    [TestMethod]
    public async Task Read_Filters_AreRunFirst()
    {
        var lab = new MessageLab();

        Assert.AreEqual("Subject: x\n\nbody\n", await lab.CopyAsync(await lab.OpenAsync("U3ViamVjdDogeAoKYm9keQo=\n", "~base64")));
        Assert.AreEqual(
            "2 message_from_stream: mu_filter_chain_create(\"nosuch\"): Requested item not found",
            await MessageLab.FailureAsync(async () => await lab.OpenAsync("A: b\n\n", "nosuch")));
    }

    [TestMethod]
    public async Task Read_Descriptors_AreTheLowestFreeUpToTheLimit()
    {
        var lab = new MessageLab();
        lab.Settings.Configure(Runtime("max-open-messages", "2"));

        Assert.AreEqual(0, await lab.OpenAsync("A: b\n\n"));
        Assert.AreEqual(1, await lab.OpenAsync("A: b\n\n"));
        lab.Sources.Close(lab.Context, 0);
        Assert.AreEqual(0, await lab.OpenAsync("A: b\n\n"));
        Assert.AreEqual("2 message_from_stream: no more message slots available", await MessageLab.FailureAsync(async () => await lab.OpenAsync("A: b\n\n")));
    }

    [TestMethod]
    public async Task Read_ClosedStream_IsAnException()
    {
        var lab = new MessageLab();

        Assert.AreEqual("11 invalid file descriptor", await MessageLab.FailureAsync(async () => await lab.Sources.Read(lab.Context, 7)));
    }

    [TestMethod]
    public async Task Close_Message_ClosesItsParts()
    {
        var lab = new MessageLab();
        long message = await lab.OpenAsync("Content-Type: multipart/mixed; boundary=x\n\n--x\n\na\n--x--\n");
        long part = lab.Parts.GetPart(lab.Context, message, 1);
        long other = await lab.OpenAsync("A: b\n\n");

        lab.Sources.Close(lab.Context, message);

        Assert.AreEqual("2 message_body_size: message not open", await MessageLab.FailureAsync(async () => await lab.Sizes.BodySize(lab.Context, part)));
        Assert.AreEqual(6, lab.Sizes.HeaderSize(lab.Context, other));
    }

    [TestMethod]
    public async Task Current_AfterItsMessage_IsNotOpen()
    {
        var stored = new StoredText("a\r\n", ("Subject", " one"));
        var lab = new MessageLab(stored);
        long message = lab.Current.Current(lab.Context);
        long part = lab.Parts.GetPart(lab.Context, message, 1);
        Assert.AreEqual(message, lab.Current.Current(lab.Context));

        stored.Number = 2;

        const string Ended = "message not open: it was of an SMTP message that has ended";
        Assert.AreEqual($"2 message_size: {Ended}", await MessageLab.FailureAsync(async () => await lab.Sizes.Size(lab.Context, message)));
        Assert.AreEqual($"2 message_size: {Ended}", await MessageLab.FailureAsync(async () => await lab.Sizes.Size(lab.Context, part)));
        Assert.AreEqual(message, lab.Current.Current(lab.Context));
        Assert.AreEqual("2 message_size: message not open", await MessageLab.FailureAsync(async () => await lab.Sizes.Size(lab.Context, part)));
    }

    [TestMethod]
    public async Task ReplaceBody_RestOfAStream_IsQueuedWithCrLf()
    {
        var lab = new MessageLab(new StoredText("x"));
        long fd = lab.Stream("new\nbody\r\nx\ry\n\r\r\nlast");

        await lab.Replacement.ReplaceBody(lab.Context, fd);

        var change = (MessageModification.ReplaceBodyContent)lab.Context.Modifications.Items.Single();
        using var reader = new StreamReader(change.Content.Open());
        Assert.AreEqual("new\r\nbody\r\nx\r\ny\r\n\r\n\r\nlast\r\n", await reader.ReadToEndAsync());
        Assert.AreEqual("11 invalid file descriptor", await MessageLab.FailureAsync(() => lab.Replacement.ReplaceBody(lab.Context, 77)));
    }

    [TestMethod]
    [DataRow("max-open-messages", "0", "`max-open-messages' wants a number from 1 to 1000000")]
    [DataRow("max-open-messages", "many", "`max-open-messages' wants a number from 1 to 1000000")]
    [DataRow("max-streams", "5", "unknown keyword `max-streams' in `runtime'")]
    public void Configure_WrongStatement_IsRefused(string keyword, string value, string text) =>
        Assert.AreEqual(text, Assert.ThrowsExactly<ConfigurationException>(() => new MessagesBlock().Configure(Runtime(keyword, value))).Message);

    private static ConfigurationStatement Runtime(string keyword, string value) => new(
        "runtime", [], [new ConfigurationStatement(keyword, [new ConfigurationValue(value, null, Place)], null, Place)], Place);
}
