namespace Postern.Plugins.Mailbox.Tests.Mbox;

/// <summary>Python's library as another program that delivers into the same mailboxes and reads them.</summary>
[TestClass]
public sealed class DeliveryAgentTests : IDisposable
{
    private const int Messages = 150;

    private const string Deliver = """
        import mailbox, sys, time
        kind, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
        box = {"mbox": mailbox.mbox, "maildir": mailbox.Maildir, "mh": mailbox.MH}[kind](path)
        for i in range(count):
            if kind == "mbox":
                box = mailbox.mbox(path)
            while kind != "maildir":
                try:
                    box.lock()
                    break
                except mailbox.ExternalClashError:
                    time.sleep(0.001)
            while True:
                try:
                    box.add(f"Subject: theirs {i}\n\nFrom body {i}\n".encode())
                    break
                except FileExistsError:
                    pass
            box.flush()
            box.unlock()
        """;

    private const string Read = """
        import mailbox, sys
        kind, path = sys.argv[1], sys.argv[2]
        box = {"mbox": mailbox.mbox, "maildir": mailbox.Maildir, "mh": mailbox.MH}[kind](path)
        print(*sorted(message["subject"] for message in box), sep="\n")
        """;

    private readonly MailboxLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    [DataRow("mbox")]
    [DataRow("maildir")]
    [DataRow("mh")]
    public async Task Append_WhileAnotherProgramDelivers_LosesNothing(string kind)
    {
        var url = $"{kind}://{_lab.Path("box")}";
        var mailbox = _lab.Open(url, "a+");
        if (kind == "mh")
            _lab.Write("box/.mh_sequences", "");
        var theirs = DeliveryAgent.PythonAsync(Deliver, kind, _lab.Path("box"), $"{Messages}");

        for (var i = 0; i < Messages; i++)
            await _lab.AppendAsync(mailbox, $"Subject: ours {i}\n\nFrom body {i}\n");
        await theirs;

        string[] expected = [.. Enumerable.Range(0, Messages).SelectMany(i => new[] { $"ours {i}", $"theirs {i}" }).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(expected, (await DeliveryAgent.PythonAsync(Read, kind, _lab.Path("box"))).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var read = await _lab.ReadAllAsync(url);
        CollectionAssert.AreEqual(expected, read.Select(static text => text.Split('\n')[0]["Subject: ".Length..]).Order(StringComparer.Ordinal).ToArray());
        Assert.IsTrue(read.All(static text => text.Contains("\n\nFrom body ", StringComparison.Ordinal) || text.Contains("\n\n>From body ", StringComparison.Ordinal)));
        Assert.AreEqual(2 * Messages, await _lab.CountAsync(mailbox));
    }
}
