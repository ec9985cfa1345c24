using System.Text.RegularExpressions;
using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>What filters/core.mfl does, seen by the SMTP client (swaks) and where the MTA delivers. One derived class per MTA and socket.</summary>
public abstract class CoreMailTests
{
    // swaks tells by its exit code which step was refused.
    private const int SwaksMail = 23;
    private const int SwaksRecipients = 24;
    private const int SwaksData = 25;
    private const int SwaksContent = 26;

    protected const string Headers =
        "From: friend@example.test\nSubject: original\nX-Delete-Me: now\nX-Twice: one\nX-Twice: two\nX-Keep:  two blanks\n\nthe body\n";

    public TestContext TestContext { get; set; } = null!;

    protected abstract Task<MailServer> ServerAsync();

    protected abstract Task<string> MilterAsync();

    /// <summary>The pattern of what the MTA puts before the text of a refusal at MAIL and RCPT.</summary>
    protected virtual string AddressPrefix => "";

    /// <summary>The MTA's own words for a refusal for good and for now.</summary>
    protected abstract (string Reject, string TempFail) OwnReplies { get; }

    [TestMethod]
    public async Task Message_NoCaseApplies_ArrivesUnchanged()
    {
        var message = await DeliverAsync(new() { Data = Headers });
        CollectionAssert.AreEqual(
            new[] { "From: friend@example.test", "Subject: original", "X-Delete-Me: now", "X-Twice: one", "X-Twice: two", "X-Keep:  two blanks" },
            message.Header.Where(h => h.StartsWith("From:", StringComparison.Ordinal) || h.StartsWith('X')
                || h.StartsWith("Subject", StringComparison.Ordinal)).ToArray());
        Assert.AreEqual("the body\r\n", BodyOf(message)[.."the body\r\n".Length]);
    }

    [TestMethod]
    public async Task Headers_AddInsertReplaceDelete_ArriveSo()
    {
        var message = await DeliverAsync(new() { From = "headers@example.test", Data = Headers });
        Assert.AreEqual("X-First: at the top", message.Header[0], "an insertion at index 0 goes above the MTA's own Received field");
        CollectionAssert.AreEqual(new[] { "at the end" }, message.Values("X-Added").ToArray());
        CollectionAssert.AreEqual(new[] { "replaced" }, message.Values("Subject").ToArray());
        Assert.IsEmpty(message.Values("X-Delete-Me"));
    }

    [TestMethod]
    public async Task Headers_ReplaceSecondOfAName_LeavesTheFirst()
    {
        var message = await DeliverAsync(new() { From = "second@example.test", Data = Headers });
        CollectionAssert.AreEqual(new[] { "one", "changed" }, message.Values("X-Twice").ToArray());
    }

    [TestMethod]
    public async Task Headers_ReplaceOneThatIsAbsent_AppendsIt()
    {
        var message = await DeliverAsync(new() { From = "past-end@example.test", Data = Headers });
        CollectionAssert.AreEqual(new[] { "appended" }, message.Values("X-Absent").ToArray());
    }

    [TestMethod]
    public async Task Headers_AddFolded_KeepsTheFolds()
    {
        var message = await DeliverAsync(new() { From = "fold@example.test", Data = Headers });
        CollectionAssert.AreEqual(new[] { "first\n second\n\tthird" }, message.Values("X-Folded").ToArray());
    }

    [TestMethod]
    public async Task Headers_AddWithPercent_ArrivesVerbatim()
    {
        var message = await DeliverAsync(new() { From = "percent-header@example.test", Data = Headers });
        CollectionAssert.AreEqual(new[] { "100% %s %n" }, message.Values("X-Percent").ToArray());
    }

    [TestMethod]
    public async Task Body_Replaced_ArrivesNew()
    {
        var message = await DeliverAsync(new() { From = "body@example.test", Data = Headers });
        Assert.AreEqual("a new\r\nbody\r\n", BodyOf(message));
    }

    [TestMethod]
    public async Task Recipients_DeletedAndAdded_ArriveSo()
    {
        string id = UniqueName();
        var server = await ServerAsync();
        var (code, dialogue) = await SendAsync(new()
        {
            From = "recipients@example.test",
            To = ["gone@postern.test", id + "@postern.test"],
            Data = Headers,
        });
        Assert.AreEqual(0, code, dialogue);
        var message = await server.Sink.WaitForAsync(id + "@postern.test", MailLab.DeliveryLimit);
        CollectionAssert.AreEquivalent(new[] { $"<{id}@postern.test>", "<added@postern.test>" }, message.Recipients.ToArray());
    }

    [TestMethod]
    public async Task Recipient_DeletedAndAddedAgain_Arrives()
    {
        string id = UniqueName();
        var server = await ServerAsync();
        var (code, dialogue) = await SendAsync(new()
        {
            From = "again@example.test",
            To = ["same@postern.test", id + "@postern.test"],
            Data = Headers,
        });
        Assert.AreEqual(0, code, dialogue);
        var message = await server.Sink.WaitForAsync(id + "@postern.test", MailLab.DeliveryLimit);
        CollectionAssert.AreEquivalent(new[] { $"<{id}@postern.test>", "<same@postern.test>" }, message.Recipients.ToArray());
    }

    [TestMethod]
    public async Task Sender_Changed_ArrivesSo()
    {
        var message = await DeliverAsync(new() { From = "resend@example.test", Data = Headers });
        Assert.AreEqual("<changed@postern.test>", message.Sender);
    }

    [TestMethod]
    public async Task Helo_Rejected_ClientSeesCodeAndText()
    {
        var (code, dialogue) = await SendAsync(new() { To = ["x@postern.test"], Options = ["--helo", "bad-helo.test"] });
        Assert.AreNotEqual(0, code, dialogue);
        AssertReply("550 5.7.11 ", "bad-helo.test may not greet", dialogue);
    }

    [TestMethod]
    public Task Mail_Rejected_ClientSeesCodeAndText() =>
        AssertRefusedAsync("bad-mail@example.test", SwaksMail, "550 5.7.12 ", "bad-mail may not send");

    [TestMethod]
    public Task Mail_TempFailed_ClientSeesCodeAndText() =>
        AssertRefusedAsync("later@example.test", SwaksMail, "451 4.7.13 ", "later may come back");

    [TestMethod]
    public Task Mail_RejectedWithoutText_ClientSeesTheMtasWords() =>
        AssertRefusedAsync("plain@example.test", SwaksMail, "550 5.7.1 ", OwnReplies.Reject);

    [TestMethod]
    public Task Mail_TempFailedWithoutText_ClientSeesTheMtasWords() =>
        AssertRefusedAsync("plain-later@example.test", SwaksMail, OwnReplies.TempFail[..10], OwnReplies.TempFail[10..]);

    [TestMethod]
    public Task ReplyText_WithPercent_ArrivesVerbatim() =>
        AssertRefusedAsync("percent@example.test", SwaksMail, "550 5.7.1 ", "100% sure: %s %d %% %n");

    [TestMethod]
    public async Task ReplyText_OfThreeLines_ArrivesAsThree()
    {
        var (code, dialogue) = await SendAsync(new() { From = "lines@example.test", To = ["x@postern.test"] });
        Assert.AreEqual(SwaksMail, code, dialogue);
        StringAssert.Matches(dialogue, new Regex(
            $@"550-5\.7\.1 {AddressPrefix}first line\n<\*\* 550-5\.7\.1 {AddressPrefix}second line\n<\*\* 550 5\.7\.1 {AddressPrefix}third line\n"), dialogue);
    }

    [TestMethod]
    public async Task Recipient_OneOfThreeRejected_OthersArrive()
    {
        string first = UniqueName() + "@postern.test", last = UniqueName() + "@postern.test";
        var server = await ServerAsync();
        var (code, dialogue) = await SendAsync(new() { To = [first, "bad-rcpt@postern.test", last], Data = Headers });
        Assert.AreEqual(0, code, dialogue);
        AssertReply("550 5.7.14 ", "bad-rcpt may not receive", dialogue);
        var message = await server.Sink.WaitForAsync(last, MailLab.DeliveryLimit);
        CollectionAssert.AreEquivalent(new[] { $"<{first}>", $"<{last}>" }, message.Recipients.ToArray());
    }

    [TestMethod]
    public async Task Recipient_OnlyOneTempFailed_ClientSeesCodeAndText()
    {
        var (code, dialogue) = await SendAsync(new() { To = ["late-rcpt@postern.test"] });
        Assert.AreEqual(SwaksRecipients, code, dialogue);
        AssertReply("450 4.7.15 ", "late-rcpt may receive later", dialogue);
    }

    [TestMethod]
    public Task Data_Rejected_ClientSeesCodeAndText() =>
        AssertRefusedAsync("bad-data@example.test", SwaksData, "554 5.7.16 ", "bad-data may not go on");

    [TestMethod]
    public Task EndOfMessage_Rejected_ClientSeesCodeAndText() =>
        AssertRefusedAsync("bad-eom@example.test", SwaksContent, "550 5.7.17 ", "bad-eom may not pass");

    [TestMethod]
    public Task EndOfMessage_TempFailed_ClientSeesCodeAndText() =>
        AssertRefusedAsync("late-eom@example.test", SwaksContent, "451 4.7.18 ", "late-eom may pass later");

    [TestMethod]
    public async Task Message_Discarded_IsAcceptedAndGone()
    {
        string gone = UniqueName() + "@postern.test";
        var server = await ServerAsync();
        var (code, dialogue) = await SendAsync(new() { From = "discard@example.test", To = [gone], Data = Headers });
        Assert.AreEqual(0, code, dialogue);
        // A message sent after it has arrived: the discarded one would be here too.
        await DeliverAsync(new() { Data = Headers });
        Assert.IsFalse(server.Sink.Messages.Any(m => m.Recipients.Contains($"<{gone}>")));
    }

    [TestMethod]
    public async Task TwoMessagesOnOneConnection_SecondRejected_FirstArrives()
    {
        var server = await ServerAsync();
        string to = UniqueName() + "@postern.test";
        await using var smtp = await SmtpConnection.OpenAsync(server.PortFor(await MilterAsync()));
        var first = await smtp.SendAsync("headers@example.test", [to], "Subject: one\r\n\r\nfirst\r\n"u8.ToArray());
        Assert.AreEqual(250, first.Code, first.ToString());
        var second = await smtp.SendAsync("bad-eom@example.test", [to], "Subject: two\r\n\r\nsecond\r\n"u8.ToArray());
        Assert.AreEqual("550 5.7.17 bad-eom may not pass", second.ToString());
        var third = await smtp.SendAsync("friend@example.test", ["third." + to], "Subject: three\r\n\r\nthird\r\n"u8.ToArray());
        Assert.AreEqual(250, third.Code, third.ToString());
        Assert.AreEqual("replaced", (await server.Sink.WaitForAsync(to, MailLab.DeliveryLimit)).Values("Subject")[0]);
        var unchanged = await server.Sink.WaitForAsync("third." + to, MailLab.DeliveryLimit);
        Assert.AreEqual("three", unchanged.Values("Subject")[0], "nothing of the first message's changes is left");
        Assert.IsEmpty(unchanged.Values("X-Added"));
    }

    [TestMethod]
    public async Task Message_Reset_NextIsJudgedAnew()
    {
        var server = await ServerAsync();
        string to = UniqueName() + "@postern.test";
        await using var smtp = await SmtpConnection.OpenAsync(server.PortFor(await MilterAsync()));
        await smtp.ExpectAsync(250, "MAIL FROM:<headers@example.test>");
        await smtp.ExpectAsync(250, "RCPT TO:<x@postern.test>");
        await smtp.ExpectAsync(250, "RSET");
        var reply = await smtp.SendAsync("friend@example.test", [to], "Subject: two\r\n\r\nsecond\r\n"u8.ToArray());
        Assert.AreEqual(250, reply.Code, reply.ToString());
        Assert.AreEqual("two", (await server.Sink.WaitForAsync(to, MailLab.DeliveryLimit)).Values("Subject")[0]);
    }

    protected static string UniqueName() => "u" + Guid.NewGuid().ToString("n")[..12];

    protected static string BodyOf(DeliveredMessage message) => System.Text.Encoding.Latin1.GetString(message.Body.Span);

    protected async Task<(int Code, string Dialogue)> SendAsync(SwaksMessage message)
    {
        var server = await ServerAsync();
        return await Swaks.RunAsync(server.PortFor(await MilterAsync()), message.Arguments);
    }

    /// <summary>Sends to a recipient of the test's own and returns what arrives.</summary>
    protected async Task<DeliveredMessage> DeliverAsync(SwaksMessage message)
    {
        string to = UniqueName() + "@postern.test";
        var (code, dialogue) = await SendAsync(message with { To = [to] });
        var server = await ServerAsync();
        Assert.AreEqual(0, code, $"{dialogue}\n{server.Log}");
        return await server.Sink.WaitForAsync(to, MailLab.DeliveryLimit);
    }

    /// <summary>The client was told a code with its enhanced code and a text, in one line.</summary>
    protected void AssertReply(string codes, string text, string dialogue) =>
        StringAssert.Matches(dialogue, new Regex($@"<\*\* {Regex.Escape(codes)}{AddressPrefix}{Regex.Escape(text)}\n"), dialogue);

    private async Task AssertRefusedAsync(string sender, int step, string codes, string text)
    {
        var (code, dialogue) = await SendAsync(new() { From = sender, To = ["x@postern.test"] });
        AssertReply(codes, text, dialogue);
        Assert.AreEqual(step, code, dialogue);
    }
}
