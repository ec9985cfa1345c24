using System.Text;
using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>Three recipients of one message, three outcomes: examples/recipients.mfl behind Postfix, with copies that come back into it.</summary>
[TestClass]
public sealed class RecipientsTests
{
    private const string Alice = "alice@example.org";
    private const string Bob = "bob@example.org";
    private const string Carol = "carol@example.org";
    private const string Above = "X-Odd:\t two  blanks \r\nX-Folded: one\r\n\ttwo\r\n  three\r\n";
    private const string Below = "From: Friend <friend@example.test>\r\nTo: list@example.test\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\nMessage-ID: <1@example.test>\r\n";

    private static string Filter => Path.Combine(PosternExecutable.RepositoryRoot, "examples/recipients.mfl");

    private static string Body { get; } = $".\r\n..\r\n\r\n \xff\x80 8 bit\r\n{new string('l', 990)}\r\n.\r\n\r\n";

    [TestMethod]
    public async Task Message_ToThree_HasThreeOutcomesAndNothingElseChanges()
    {
        await using var lab = await StartAsync(reinjectsThroughFilter: false);

        var reply = await lab.SendAsync([Alice, Bob, Carol], Message("Subject:  the one\r\n"));
        Assert.AreEqual(250, reply.Code, $"{reply}\n{lab.Host.Output}");
        var alices = await lab.Postfix.Sink.WaitForAsync(Alice, MailLab.DeliveryLimit);
        var carols = await lab.Postfix.Sink.WaitForAsync(Carol, MailLab.DeliveryLimit);

        Assert.AreEqual($"{Above}Subject:  the one\r\n{Below}X-Seen: yes\r\n\r\n{Body}", SentPart(alices));
        Assert.AreEqual($"{Above}Subject: [list]  the one\r\n{Below}X-List: yes\r\n\r\n{Body}", SentPart(carols));
        CollectionAssert.AreEqual(new[] { $"<{Alice}>" }, alices.Recipients.ToArray());
        CollectionAssert.AreEqual(new[] { $"<{Carol}>" }, carols.Recipients.ToArray());
        Assert.AreEqual("<friend@example.test>", carols.Sender);
        await lab.AssertNothingElseAsync(2);
    }

    [TestMethod]
    public async Task Copy_ThroughTheSameFilter_IsKnownAndNotCopiedAgain()
    {
        await using var lab = await StartAsync(reinjectsThroughFilter: true);

        var reply = await lab.SendAsync([Alice, Carol], Message("Subject: s\r\n"));
        Assert.AreEqual(250, reply.Code, $"{reply}\n{lab.Host.Output}");
        var carols = await lab.Postfix.Sink.WaitForAsync(Carol, MailLab.DeliveryLimit);
        await lab.Postfix.Sink.WaitForAsync(Alice, MailLab.DeliveryLimit);

        Assert.AreEqual($"{Above}Subject: [list] s\r\n{Below}X-List: yes\r\n\r\n{Body}", SentPart(carols));
        Assert.HasCount(1, carols.Values("Postern-Copy"));
        await lab.AssertNothingElseAsync(2);
    }

    [TestMethod]
    public async Task Message_OfCopiesOnly_LeavesNoOtherBehind()
    {
        await using var lab = await StartAsync(reinjectsThroughFilter: false);

        var reply = await lab.SendAsync([Carol], Message("Subject: s\r\n"));
        Assert.AreEqual(250, reply.Code, $"{reply}\n{lab.Host.Output}");

        Assert.AreEqual($"{Above}Subject: [list] s\r\n{Below}X-List: yes\r\n\r\n{Body}", SentPart(await lab.Postfix.Sink.WaitForAsync(Carol, MailLab.DeliveryLimit)));
        await lab.AssertNothingElseAsync(1);
    }

    [TestMethod]
    public async Task Message_WithAForgedTrace_IsFiltered()
    {
        await using var lab = await StartAsync(reinjectsThroughFilter: true);
        string mac = Convert.ToBase64String(new byte[32]);

        var reply = await lab.SendAsync([Carol], Message($"Postern-Copy: v=1; n=1; t=1767225600; h=0; s={mac}; c={mac}\r\nSubject: s\r\n"));
        Assert.AreEqual(250, reply.Code, $"{reply}\n{lab.Host.Output}");

        var carols = await lab.Postfix.Sink.WaitForAsync(Carol, MailLab.DeliveryLimit);
        CollectionAssert.AreEqual(new[] { "[list] s" }, carols.Values("Subject").ToArray());
    }

    [TestMethod]
    public async Task Copy_ThatCannotBeSent_MakesTheClientComeAgain()
    {
        await using var lab = await StartAsync(reinjectsThroughFilter: false, deadPort: FreePort.Take());

        var reply = await lab.SendAsync([Alice, Carol], Message("Subject: s\r\n"));

        Assert.AreEqual("451 4.3.0 A copy of the message could not be passed on; please try again later", reply.ToString());
        await lab.Host.WaitForOutputAsync("Connection refused; the message is not accepted", MailLab.DeliveryLimit);
        await lab.AssertNothingElseAsync(0);
    }

    [TestMethod]
    public async Task Page_ShowsTheExampleAsItIs() => StringAssert.Contains(
        await File.ReadAllTextAsync(Path.Combine(PosternExecutable.RepositoryRoot, "docs/recipients.md")),
        $"`examples/recipients.mfl`:\n\n```\n{await File.ReadAllTextAsync(Filter)}```\n", StringComparison.Ordinal);

    private static byte[] Message(string subject) => Encoding.Latin1.GetBytes($"{Above}{subject}{Below}\r\n{Body}");

    /// <summary>What was sent, without the fields that servers have put above it.</summary>
    private static string SentPart(DeliveredMessage message)
    {
        string content = Encoding.Latin1.GetString(message.Content);
        return content[content.IndexOf("X-Odd:", StringComparison.Ordinal)..];
    }

    private static async Task<Lab> StartAsync(bool reinjectsThroughFilter, int? deadPort = null)
    {
        int port = FreePort.Take();
        string milter = $"inet:127.0.0.1:{port}";
        var postfix = await PostfixServer.StartAsync(milter, "");
        int back = deadPort ?? postfix.PortFor(reinjectsThroughFilter ? milter : "");
        try
        {
            var host = await PosternProcess.StartOnPortAsync(port, Filter, $"--set=recipients.reinject=smtp://127.0.0.1:{back}");
            return new Lab(postfix, host, postfix.PortFor(milter), postfix.PortFor(""));
        }
        catch
        {
            await postfix.DisposeAsync();
            throw;
        }
    }

    private sealed record Lab(PostfixServer Postfix, PosternProcess Host, int Port, int PlainPort) : IAsyncDisposable
    {
        public async Task<SmtpReplyLines> SendAsync(string[] recipients, byte[] message)
        {
            await using var smtp = await SmtpConnection.OpenAsync(Port);
            return await smtp.SendAsync("friend@example.test", recipients, message);
        }

        /// <summary>A message that is sent now arrives after all that was on its way.</summary>
        public async Task AssertNothingElseAsync(int count)
        {
            await using var smtp = await SmtpConnection.OpenAsync(PlainPort);
            await smtp.SendAsync("last@example.test", ["last@example.org"], "Subject: last\r\n\r\n"u8.ToArray());
            await Postfix.Sink.WaitForAsync("last@example.org", MailLab.DeliveryLimit);
            Assert.HasCount(count + 1, Postfix.Sink.Messages);
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await Postfix.DisposeAsync();
        }
    }
}
