using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>Handlers that do not end by themselves: a tempfail for their message, and the other sessions go on.</summary>
[TestClass]
public sealed class RunawayTests
{
    [TestMethod]
    [DataRow("<loop@example.test>", DisplayName = "Handler_LoopsForEver_TempFailsWhileOthersGoOn")]
    [DataRow("<recurse@example.test>", DisplayName = "Handler_RecursesForEver_TempFailsWhileOthersGoOn")]
    public async Task Handler_RunsAway_TempFailsWhileOthersGoOn(string sender)
    {
        var host = await MailLab.Runaway;
        await using var stuck = await OpenAsync(host);
        var answer = stuck.MailAsync(sender, [], default);
        for (int i = 0; i < 20; i++)
            await DeliverAsync(host);
        Assert.AreEqual(MilterVerdict.TempFail, (await answer).Verdict, host.Output);
        await DeliverAsync(host);
    }

    [TestMethod]
    public async Task Session_AfterARunawayHandler_TakesTheNextMessage()
    {
        var host = await MailLab.Runaway;
        await using var client = await OpenAsync(host);
        Assert.AreEqual(MilterVerdict.TempFail, (await client.MailAsync("<recurse@example.test>", [], default)).Verdict, host.Output);
        await PlayAsync(client, host);
    }

    [TestMethod]
    public async Task Postfix_HandlerLoopsForEver_ClientSeesATempFail()
    {
        var host = await MailLab.Runaway;
        await using var postfix = await PostfixServer.StartAsync(host.PostfixAddress);
        await using var smtp = await SmtpConnection.OpenAsync(postfix.PortFor(host.PostfixAddress));
        var reply = await smtp.CommandAsync("MAIL FROM:<loop@example.test>");
        Assert.AreEqual(4, reply.Code / 100, reply.ToString());
        await using var other = await SmtpConnection.OpenAsync(postfix.PortFor(host.PostfixAddress));
        var delivered = await other.SendAsync("friend@example.test", ["x@postern.test"], "Subject: x\r\n\r\nx\r\n"u8.ToArray());
        Assert.AreEqual(250, delivered.Code, delivered.ToString());
    }

    private static async Task DeliverAsync(PosternProcess host)
    {
        await using var client = await OpenAsync(host);
        await PlayAsync(client, host);
    }

    private static async Task<MilterClient> OpenAsync(PosternProcess host)
    {
        var options = new MilterClientOptions { CommandTimeout = TimeSpan.FromSeconds(60) };
        var client = await MilterClient.ConnectAsync(host.Address, options, TimeProvider.System, default);
        await client.NegotiateAsync(default);
        return client;
    }

    private static async Task PlayAsync(MilterClient client, PosternProcess host)
    {
        var message = MailMessage.Parse("Subject: x\r\n\r\nbody\r\n"u8);
        message.Sender = "<friend@example.test>";
        message.Recipients.Add("<to@example.test>");
        var result = await new MilterConversation(client, new SmtpSessionDetails(), _ => { }).PlayMessageAsync(message, default);
        Assert.AreEqual(ConversationOutcome.Accepted, result.Outcome, host.Output);
        Assert.Contains(new HeaderLine("X-Checked", " yes"), result.Message.Header);
    }
}
