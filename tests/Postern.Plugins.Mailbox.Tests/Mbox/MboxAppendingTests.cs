using Postern.Plugins.Mailbox.Tests.Fakes;

namespace Postern.Plugins.Mailbox.Tests.Mbox;

[TestClass]
public sealed class MboxAppendingTests : IDisposable
{
    private const string Line = "From a@b Mon Nov 30 17:00:00 2026\n";

    private readonly MailboxLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    [DataRow("S: 1\n\nfirst\nFrom here\n>From there\n>>From deeper\nfrom lower\n\nFrom \n", "S: 1\n\nfirst\n>From here\n>>From there\n>>>From deeper\nfrom lower\n\n>From \n\n")]
    [DataRow("S: 1\n\nno end", "S: 1\n\nno end\n\n")]
    [DataRow("S: 1\r\n\r\nFrom x\r\ny\rz\r\n", "S: 1\n\n>From x\ny\rz\n\n")]
    [DataRow("S: 1\n", "S: 1\n\n\n")]
    [DataRow("S: 1", "S: 1\n\n\n")]
    [DataRow("S: 1\n\n", "S: 1\n\n\n")]
    [DataRow("S: 1\n\nb\n\n\n", "S: 1\n\nb\n\n\n\n")]
    [DataRow("\nb\n", "\nb\n\n")]
    [DataRow("", "\n\n")]
    [DataRow("From garbage\nS: 1\n\nb\n", "S: 1\n\nb\n\n")]
    [DataRow("S: 1\nFrom in the header\n\nb\n", "S: 1\n>From in the header\n\nb\n\n")]
    [DataRow("Status: RO\nS: 1\nX-UID: 5\n 6\nx-imapbase: 1 2\nX-Status: A\nStatusX: y\n\nStatus: b\n", "S: 1\nX-Status: A\nStatusX: y\n\nStatus: b\n\n")]
    [DataRow("Status : RO\n\tmore\n folded: x\nContent-Length: 7\n\nb\n", "Content-Length: 7\n\nb\n\n")]
    [DataRow("S: 1\n\na\x00\xff\n", "S: 1\n\na\x00\xff\n\n")]
    public async Task Append_Message_IsWrittenAsAnMboxNeedsIt(string message, string written)
    {
        await AppendAsync(message);

        var text = _lab.Bytes("box");
        Assert.AreEqual(written, text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    [TestMethod]
    [DataRow("From: Joe <joe@x>\n\nb\n", "From joe@x ")]
    [DataRow("X-Envelope-Sender: e@x\nReturn-Path: <r@x>\nFrom: f@x\n\nb\n", "From e@x ")]
    [DataRow("Return-Path: <r@x>\nFrom: f@x\n\nb\n", "From r@x ")]
    [DataRow("return-path: <>\nFrom: f@x\n\nb\n", "From MAILER-DAEMON ")]
    [DataRow("Sender: s@x\n\nb\n", "From MAILER-DAEMON ")]
    [DataRow("From q@r Mon Nov 30 17:00:00 2026\nFrom: f@x\n\nb\n", "From q@r Mon Nov 30 17:00:00 2026\n")]
    [DataRow("From q@r Mon Nov 30 17:00:00 2026\r\nFrom: f@x\r\n\r\nb\r\n", "From q@r Mon Nov 30 17:00:00 2026\n")]
    public async Task Append_Message_BeginsWithItsSender(string message, string beginning)
    {
        await AppendAsync(message);

        Assert.StartsWith(beginning, _lab.Bytes("box"));
    }

    [TestMethod]
    [DataRow("f", "env@x", "env@x")]
    [DataRow("mail_addr", "env@x", "env@x")]
    [DataRow("f", "<env@x>", "env@x")]
    [DataRow("f", "<>", "MAILER-DAEMON")]
    [DataRow("j", "host", "f@x")]
    public async Task Append_MessageUnderWay_BeginsWithTheSenderOfItsEnvelope(string macro, string value, string sender)
    {
        _lab.Context.Macros[macro] = value;
        var mailbox = _lab.Open(_lab.Path("box"), "w+");

        await _lab.AppendCurrentAsync(mailbox, "From: f@x\n\nb\n");
        await _lab.AppendAsync(mailbox, "From: g@x\n\nb\n");

        var lines = _lab.Bytes("box").Split('\n').Where(static line => line.StartsWith("From ", StringComparison.Ordinal)).Select(static line => line.Split(' ')[1]);
        CollectionAssert.AreEqual(new[] { sender, "g@x" }, lines.ToArray());
    }

    [TestMethod]
    public async Task Append_MessageOfAnotherMbox_KeepsItsLine()
    {
        var source = _lab.Open(_lab.Write("source", Line + "From: f@x\n\n>From b\n"));
        var target = _lab.Open(_lab.Path("box"), "w+");

        await _lab.AppendDescriptorAsync(target, await _lab.GetAsync(source, 1));

        Assert.AreEqual(Line + "From: f@x\n\n>From b\n\n", _lab.Bytes("box"));
    }

    [TestMethod]
    [DataRow("S: 1\n\nb\n\n", "S: 1\n\nb\n")]
    [DataRow("S: 1\n\nb\n", "S: 1\n\nb\n")]
    [DataRow("S: 1\n\nb", "S: 1\n\nb\n")]
    [DataRow("S: 1\n\n", "S: 1\n\n")]
    [DataRow("S: 1", "S: 1\n\n")]
    [DataRow("", "\n")]
    public async Task Append_AfterAnIncompleteMessage_BeginsAnother(string rest, string first)
    {
        var mailbox = _lab.Open(_lab.Write("box", Line + rest), "a");

        await _lab.AppendAsync(mailbox, MailboxLab.Message);

        CollectionAssert.AreEqual(new[] { first, MailboxLab.Message }, await _lab.ReadAllAsync(_lab.Path("box")));
    }

    [TestMethod]
    public async Task Append_SourceFails_LeavesTheMailboxAsItWas()
    {
        var mailbox = _lab.Open(_lab.Write("box", Line + "S: 1\n\nb\n"), "a");

        var failure = await _lab.FailureAsync(() => _lab.AppendAsync(mailbox, FailingContent.Throwing(500_000)));

        Assert.AreEqual("14 gone", failure);
        Assert.AreEqual(Line + "S: 1\n\nb\n", _lab.Bytes("box"));
        Assert.IsFalse(File.Exists(_lab.Path("box.lock")));
        await _lab.AppendAsync(mailbox, MailboxLab.Message);
        Assert.AreEqual(2, await _lab.CountAsync(mailbox));
    }

    [TestMethod]
    public async Task Append_Cancelled_LeavesTheMailboxAsItWas()
    {
        using var cancellation = new CancellationTokenSource();
        using var lab = new MailboxLab(cancellation: cancellation.Token);
        var mailbox = lab.Open(lab.Write("box", Line + "S: 1\n\nb\n"), "a");

        await Assert.ThrowsExactlyAsync<OperationCanceledException>(() => lab.AppendAsync(mailbox, new FailingContent(200_000, cancellation.Cancel)));

        Assert.AreEqual(Line + "S: 1\n\nb\n", lab.Bytes("box"));
        Assert.IsFalse(File.Exists(lab.Path("box.lock")));
    }

    [TestMethod]
    public async Task Append_FileReplacedMeanwhile_GoesToTheNewOne()
    {
        var mailbox = _lab.Open(_lab.Write("box", Line + "S: 1\n\nb\n"), "a");
        _lab.Write("other", Line + "S: 2\n\nb\n\n");
        File.Move(_lab.Path("other"), _lab.Path("box"), overwrite: true);

        await _lab.AppendAsync(mailbox, MailboxLab.Message);

        CollectionAssert.AreEqual(new[] { "S: 2\n\nb\n", MailboxLab.Message }, await _lab.ReadAllAsync(_lab.Path("box")));
        Assert.AreEqual(2, await _lab.CountAsync(mailbox));
    }

    [TestMethod]
    public async Task Append_FileRemovedMeanwhile_MakesItOnlyIfItMay()
    {
        var creating = _lab.Open(_lab.Path("one"), "a+");
        var other = _lab.Open(_lab.Write("two", Line), "a");
        File.Delete(_lab.Path("one"));
        File.Delete(_lab.Path("two"));

        await _lab.AppendAsync(creating, MailboxLab.Message);

        Assert.AreEqual(1, await _lab.CountAsync(creating));
        Assert.AreEqual(
            "2 mailbox_append_message: cannot append message: No such file or directory", await _lab.FailureAsync(() => _lab.AppendAsync(other, MailboxLab.Message)));
    }

    [TestMethod]
    public async Task Append_LinkOrDevice_IsRefused()
    {
        var path = _lab.Write("box", Line);
        File.CreateSymbolicLink(_lab.Path("link"), path);
        var link = _lab.Open(_lab.Path("link"), "a+");
        var device = _lab.Open("/dev/null", "a");

        Assert.AreEqual(
            "2 mailbox_append_message: cannot append message: File check failed: /link is a symbolic link",
            await _lab.FailureAsync(() => _lab.AppendAsync(link, MailboxLab.Message)));
        Assert.AreEqual(
            "2 mailbox_append_message: cannot append message: File check failed: /dev/null is no regular file",
            await _lab.FailureAsync(() => _lab.AppendAsync(device, MailboxLab.Message)));
        Assert.AreEqual(Line, _lab.Bytes("box"));
    }

    private async Task AppendAsync(string message)
    {
        var mailbox = _lab.Open(_lab.Path("box"), "w+");
        await _lab.AppendAsync(mailbox, message);
        _lab.Close(mailbox);
    }
}
