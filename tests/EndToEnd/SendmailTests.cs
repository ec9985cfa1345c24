using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>The core cases with Sendmail, and what is Sendmail's own.</summary>
public abstract class SendmailTests : CoreMailTests
{
    protected override string AddressPrefix => @"(<[^>]*>\.\.\. )?";

    protected override (string Reject, string TempFail) OwnReplies =>
        ("Command rejected", "451 4.3.2 Please try again later");

    protected override async Task<MailServer> ServerAsync() => await MailLab.Sendmail;

    [TestMethod]
    public async Task Connect_Rejected_ClientIsRefused()
    {
        // Sendmail has words of its own for a client that is refused at connect, whatever the filter's are.
        await using var smtp = await SmtpConnection.ConnectAsync((await MailLab.Sendmail).PortFor(await MilterAsync()), "127.0.0.2");
        Assert.AreEqual("554 mx.postern.test ESMTP not accepting messages", (await smtp.ReadReplyAsync()).ToString());
        await smtp.CommandAsync("EHLO client.test");
        Assert.AreEqual("550 5.0.0 Command rejected", (await smtp.CommandAsync("MAIL FROM:<a@example.test>")).ToString());
    }

    [TestMethod]
    public async Task Message_Quarantined_IsHeldWithTheReason()
    {
        var sendmail = await MailLab.Sendmail;
        string to = UniqueName() + "@postern.test";
        var (code, dialogue) = await SendAsync(new() { From = "quarantine@example.test", To = [to], Data = Headers });
        Assert.AreEqual(0, code, dialogue);
        string[] held = await Task.WhenAll(sendmail.QuarantinedMessages().Select(f => File.ReadAllTextAsync(f)));
        string mine = held.Single(text => text.Contains(to, StringComparison.Ordinal));
        StringAssert.Contains(mine, "qheld by the test\n");
    }
}
