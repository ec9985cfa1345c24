using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>What is known of the MTAs' own part in the protocol, seen through a filter.</summary>
[TestClass]
public sealed class MtaFactsTests
{
    private static readonly byte[] Text = "Subject: facts\r\n\r\nbody\r\n"u8.ToArray();

    [TestMethod]
    public async Task Fact24_QueueId_IsKnownAtDataUnderPostfix()
    {
        string[] ids = (await DeliverAsync(Text)).Values("X-Queue-Id").Single().Split(',');
        Assert.AreNotEqual("", ids[0]);
        Assert.AreEqual(ids[1], ids[0]);
    }

    [TestMethod]
    public async Task Fact25_DaemonAddress_IsKnownUnderPostfix() =>
        Assert.AreEqual("127.0.0.1", (await DeliverAsync(Text)).Values("X-Daemon").Single());

    [TestMethod]
    public async Task Fact26_SecondEhlo_ReachesTheFilter()
    {
        var message = await DeliverAsync(Text, smtp => smtp.ExpectAsync(250, "EHLO again.test"));
        Assert.AreEqual("2", message.Values("X-Greetings").Single());
    }

    [TestMethod]
    public async Task Fact33_TwoBdatChunks_AreOneData()
    {
        var postfix = await MailLab.Postfix;
        string to = NewRecipient();
        await using var smtp = await SmtpConnection.OpenAsync(postfix.PortFor((await MailLab.Facts).PostfixAddress));
        await smtp.ExpectAsync(250, "MAIL FROM:<friend@example.test>");
        await smtp.ExpectAsync(250, $"RCPT TO:<{to}>");
        // Each chunk is 16 bytes long, the line end that the command adds included.
        await smtp.ExpectAsync(250, "BDAT 16\r\nSubject: bdat1");
        await smtp.ExpectAsync(250, "BDAT 16 LAST\r\n\r\nbody of bdat");
        Assert.AreEqual("1", (await postfix.Sink.WaitForAsync(to, MailLab.DeliveryLimit)).Values("X-Datas").Single());
    }

    [TestMethod]
    public async Task Fact34_UnknownCommand_LeavesTheSessionInStep() =>
        Assert.AreEqual("1", (await DeliverAsync(Text, smtp => smtp.CommandAsync("XUNKNOWN with words"))).Values("X-Datas").Single());

    [TestMethod]
    public async Task Fact50_Reply421_ClosesTheSessionUnderPostfix()
    {
        var postfix = await MailLab.Postfix;
        await AssertClosedAfter421Async(postfix.PortFor((await MailLab.Facts).PostfixAddress));
    }

    [TestMethod]
    public async Task Fact50_Reply421_ClosesTheSessionUnderSendmail()
    {
        var host = await MailLab.Facts;
        await using var sendmail = await SendmailServer.StartAsync(host.SendmailAddress);
        await AssertClosedAfter421Async(sendmail.PortFor(host.SendmailAddress));
    }

    private static async Task AssertClosedAfter421Async(int port)
    {
        await using var smtp = await SmtpConnection.OpenAsync(port);
        var reply = await smtp.CommandAsync("MAIL FROM:<closing@example.test>");
        StringAssert.StartsWith(reply.ToString(), "421 4.7.0 ");
        StringAssert.EndsWith(reply.ToString(), "come back later");
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(smtp.ReadReplyAsync);
    }

    private static async Task<DeliveredMessage> DeliverAsync(byte[] text, Func<SmtpConnection, Task<SmtpReplyLines>>? before = null)
    {
        var postfix = await MailLab.Postfix;
        string to = NewRecipient();
        await using var smtp = await SmtpConnection.OpenAsync(postfix.PortFor((await MailLab.Facts).PostfixAddress));
        if (before is not null)
            await before(smtp);
        var reply = await smtp.SendAsync("friend@example.test", [to], text);
        Assert.AreEqual(250, reply.Code, $"{reply}\n{(await MailLab.Facts).Output}");
        return await postfix.Sink.WaitForAsync(to, MailLab.DeliveryLimit);
    }

    private static string NewRecipient() => $"f{Guid.NewGuid():n}@postern.test";
}
