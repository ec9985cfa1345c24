using System.Text;

namespace Postern.Plugins.Mailbox.Tests.Mbox;

[TestClass]
public sealed class MboxReadingTests : IDisposable
{
    private const string Line = "From a@b Mon Nov 30 17:00:00 2026\n";

    private readonly MailboxLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    [DataRow("S: 1\n\nb1\n\n" + Line + "S: 2\n\nb2\n", "S: 1\n\nb1\n", "S: 2\n\nb2\n")]
    [DataRow("S: 1\n\nb1\n" + Line + "b2\n", "S: 1\n\nb1\n" + Line + "b2\n")]
    [DataRow("S: 1\nContent-Length: 99999\n\nb1\n\n" + Line + "S: 2\n\n", "S: 1\nContent-Length: 99999\n\nb1\n", "S: 2\n\n")]
    [DataRow("S: 1\n\n>From q\n>>From w\n> From e\n>from\n\n", "S: 1\n\nFrom q\n>From w\n> From e\n>from\n")]
    [DataRow("S: 1\n\nb1\n\n\n\n" + Line + "S: 2\n\nb2", "S: 1\n\nb1\n\n\n", "S: 2\n\nb2")]
    [DataRow("\n\n\n" + Line + "S: 2\n\nb2\n", "\n\n", "S: 2\n\nb2\n")]
    [DataRow("S: 1\n\nFrom no date\n\nFrom no date\n", "S: 1\n\nFrom no date\n\nFrom no date\n")]
    [DataRow("S: 1\nFrom in the header\nS: 2\n\nb\n", "S: 1\nFrom in the header\nS: 2\n\nb\n")]
    [DataRow("S: 1\n\n" + Line + "S: 2\n\n\n", "S: 1\n\n", "S: 2\n\n")]
    [DataRow("S: 1\r\n\r\nb1\r\n\n" + Line + "S: 2\n\n\x00\xff\n\n", "S: 1\r\n\r\nb1\r\n", "S: 2\n\n\x00\xff\n")]
    [DataRow("", "")]
    public async Task Messages_OfAnMbox_AreFound(string rest, params string[] messages)
    {
        var path = _lab.Write("box", Line + rest);

        CollectionAssert.AreEqual(messages, await _lab.ReadAllAsync(path));
        CollectionAssert.AreEqual(messages, await _lab.ReadAllAsync("mbox://" + path));
    }

    [TestMethod]
    public async Task Message_AcrossBuffers_IsWhole()
    {
        var body = string.Concat(Enumerable.Range(0, 60_000).Select(i => i % 7 == 0 ? $">From line {i}\n" : $"line {i} {new string('x', i % 50)}\n"));
        var endless = new string('y', 700_000) + "\n";
        var path = _lab.Write("box", $"{Line}S: 1\n\n{body}\n{Line}S: 2\n\n{endless}\n{Line}S: 3\n\nb\n");

        var messages = await _lab.ReadAllAsync(path);

        Assert.AreEqual($"S: 1\n\n{body.Replace(">From ", "From ", StringComparison.Ordinal)}", messages[0]);
        CollectionAssert.AreEqual(new[] { $"S: 2\n\n{endless}", "S: 3\n\nb\n" }, messages[1..]);
    }

    [TestMethod]
    public async Task Count_MailboxThatGrows_CountsOn()
    {
        var path = _lab.Write("box", Line + "S: 1\n\nhalf of the b");
        var mailbox = _lab.Open(path);
        Assert.AreEqual(1, await _lab.CountAsync(mailbox));

        File.AppendAllText(path, $"ody\n\n{Line}S: 2\n\nb\n\n");

        Assert.AreEqual(2, await _lab.CountAsync(mailbox));
        Assert.AreEqual("S: 1\n\nhalf of the body\n", await _lab.ReadAsync(mailbox, 1));
        Assert.AreEqual("S: 2\n\nb\n", await _lab.ReadAsync(mailbox, 2));
    }

    [TestMethod]
    public async Task Count_AnotherFileInItsPlace_IsCounted()
    {
        var path = _lab.Write("box", Line + "S: 1\n\nb\n");
        var mailbox = _lab.Open(path);
        var first = await _lab.GetAsync(mailbox, 1);
        _lab.Write("other", $"{Line}S: 2\n\nb\n\n{Line}S: 3\n\nb\n");

        File.Move(_lab.Path("other"), path, overwrite: true);

        Assert.AreEqual(2, await _lab.CountAsync(mailbox));
        Assert.AreEqual("S: 3\n\nb\n", await _lab.ReadAsync(mailbox, 2));
        Assert.AreEqual("S: 1\n\nb\n", _lab.Text(first));
    }

    [TestMethod]
    public async Task Message_MailboxCutMeanwhile_IsAnError()
    {
        var path = _lab.Write("box", $"{Line}S: 1\n\n{new string('x', 100_000)}\n");
        var mailbox = _lab.Open(path);
        var message = await _lab.GetAsync(mailbox, 1);

        using (var file = File.OpenWrite(path))
            file.SetLength(50_000);

        Assert.AreEqual("14 /box: another program has cut the mailbox while the message was read", _lab.Failure(() => _lab.Text(message)));
    }

    [TestMethod]
    public async Task GetMessage_MailboxRewrittenInPlace_IsAnError()
    {
        var path = _lab.Write("box", $"{Line}S: 1\n\nb\n\n{Line}S: 2\n\nb\n");
        var mailbox = _lab.Open(path);
        await _lab.CountAsync(mailbox);

        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.Write(Encoding.Latin1.GetBytes(new string('z', (int)file.Length)));

        Assert.AreEqual(
            "2 mailbox_get_message: another program has changed the mailbox; open it anew", await _lab.FailureAsync(() => _lab.GetAsync(mailbox, 2)));
    }

    [TestMethod]
    public async Task Close_MessagesOfTheMailbox_CloseWithIt()
    {
        var mailbox = _lab.Open(_lab.Write("box", Line + "S: 1\n\nb\n"));
        await _lab.GetAsync(mailbox, 1);
        await _lab.GetAsync(mailbox, 1);

        _lab.Close(mailbox);

        Assert.AreEqual(2, _lab.ClosedMessages);
    }

    [TestMethod]
    public async Task Count_LargeMailbox_TakesBoundedMemory()
    {
        const int Messages = 20_000;
        var message = $"{Line}S: 1\n\n{string.Concat(Enumerable.Repeat("a line of text\n", 200))}\n";
        using (var file = new StreamWriter(_lab.Path("box"), append: false, Encoding.Latin1))
        {
            for (var i = 0; i < Messages; i++)
                file.Write(message);
        }

        var mailbox = _lab.Open(_lab.Path("box"));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var count = await _lab.CountAsync(mailbox);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.AreEqual(Messages, count);
        Assert.IsLessThan(8L * 1024 * 1024, allocated, "the file has 60 MB");
    }

    [TestMethod]
    public async Task Messages_OfMutatedMailboxes_CoverTheFileInOrder()
    {
        var random = new Random(22);
        string[] pieces = [Line, "From ", "From x\n", ">From y\n", "\n", "\n\n", "S: 1\n", "\r\n", "body\n", ">>", "\x00", "Mon Nov 30 17:00:00 2026\n"];
        for (var round = 0; round < 1000; round++)
        {
            var text = Line + string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)]));
            var messages = await _lab.ReadAllAsync(_lab.Write("box", text));

            // Read, appended and read again, they are the same.
            var copy = _lab.Open(_lab.Path("copy"), "w+");
            foreach (var message in messages)
                await _lab.AppendAsync(copy, message);
            _lab.Close(copy);
            CollectionAssert.AreEqual(messages.Select(Appended).ToArray(), await _lab.ReadAllAsync(_lab.Path("copy")), text);
            File.Delete(_lab.Path("copy"));
        }
    }

    [TestMethod]
    public void Open_WhatIsNoMbox_IsRefused()
    {
        _lab.Write("text", "hello\n");
        _lab.Write("crlf", "From a@b Mon Nov 30 17:00:00 2026\r\nS: 1\r\n\r\nb\r\n");
        _lab.Write("blank", "\n" + Line);
        _lab.Write("unended", Line.TrimEnd('\n'));
        Directory.CreateDirectory(_lab.Path("folder"));

        foreach (var name in new[] { "/text", "/crlf", "/blank", "/unended", "/folder" })
        {
            Assert.AreEqual($"2 mailbox_open: cannot create mailbox `{name}': Requested item not found", _lab.Failure(() => _lab.Open(_lab.Root + name)));
            Assert.AreEqual(
                $"2 mailbox_open: cannot create mailbox `mbox://{name}': Requested item not found", _lab.Failure(() => _lab.Open($"mbox://{_lab.Root}{name}", "a+")));
        }
    }

    [TestMethod]
    public async Task Open_NullDevice_IsEmpty() => Assert.AreEqual(0, await _lab.CountAsync(_lab.Open("/dev/null")));

    [TestMethod]
    public async Task GetMessage_NumberThatIsNone_IsAFailure()
    {
        var mailbox = _lab.Open(_lab.Write("box", Line + "S: 1\n\nb\n"));

        Assert.AreEqual("2 mailbox_get_message: Invalid argument", await _lab.FailureAsync(() => _lab.GetAsync(mailbox, 0)));
        foreach (var number in new[] { -1L, 2, long.MaxValue, long.MinValue })
            Assert.AreEqual("2 mailbox_get_message: Requested item not found", await _lab.FailureAsync(() => _lab.GetAsync(mailbox, number)));
    }

    // What is lost on the way: a first line that is none of the message, and a last line without end gets one.
    private static string Appended(string message)
    {
        if (message.StartsWith("From ", StringComparison.Ordinal))
            message = message.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? message[(end + 1)..] : "";
        message = message.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (message.Length > 0 && !message.EndsWith('\n'))
            message += "\n";
        return message.StartsWith('\n') || message.Contains("\n\n", StringComparison.Ordinal) ? message : message + "\n";
    }
}
