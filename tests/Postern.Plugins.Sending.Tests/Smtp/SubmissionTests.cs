using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Tests.Fakes;

namespace Postern.Plugins.Sending.Tests.Smtp;

[TestClass]
public sealed class SubmissionTests
{
    [TestMethod]
    public async Task Submit_TwoRecipients_BothAreNamedAndTheMessageLeaves()
    {
        await using var server = new ScriptedServer();

        var outcomes = await SubmitAsync(Submissions.To(server.Url + "?ehlo=me.test", "a@x.org", "b@x.org"));

        CollectionAssert.AreEqual(
            new[] { new MailOutcome("a@x.org", MailStatus.Delivered, "250 taken"), new MailOutcome("b@x.org", MailStatus.Delivered, "250 taken") }, outcomes);
        CollectionAssert.AreEqual(
            new[] { "EHLO me.test", "MAIL FROM:<sender@example.org> SIZE=20", "RCPT TO:<a@x.org>", "RCPT TO:<b@x.org>", "DATA", "QUIT" }, server.Commands.ToArray());
        Assert.AreEqual("Subject: s\r\n\r\nbody\r\n.\r\n", server.Content);
    }

    [TestMethod]
    [DataRow("\n.\n")]
    [DataRow("\n.\r\n")]
    [DataRow("\r.\r")]
    [DataRow("\r.\r\n")]
    [DataRow("\r\n.\n")]
    [DataRow("\r\n.\r")]
    [DataRow("\r\n.\r\n")]
    [DataRow("\n.\0\n")]
    [DataRow("\r\n\0.\r\n")]
    [DataRow("\r\0\n.\r\0\n")]
    public async Task Submit_EndOfDataInTheBody_IsNoEndOfData(string sequence)
    {
        await using var server = new ScriptedServer();
        var smuggled = $"Subject: s\n\nfirst{sequence}MAIL FROM:<evil@x.org>\n";

        var outcomes = await SubmitAsync(Submissions.To(server.Url, "a@x.org") with { Content = Submissions.Content(smuggled) });

        Assert.AreEqual(MailStatus.Delivered, outcomes[0].Status);
        Assert.AreEqual("Subject: s\r\n\r\nfirst\r\n..\r\nMAIL FROM:<evil@x.org>\r\n.\r\n", server.Content);
        Assert.AreEqual(1, server.Commands.Count(static line => line.StartsWith("MAIL", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Submit_BareReturnInTheHeader_MakesNoField()
    {
        await using var server = new ScriptedServer();

        await SubmitAsync(Submissions.To(server.Url, "a@x.org") with { Content = Submissions.Content("Subject: a\rBcc: evil@x.org\r\rbody\n\nend\n") });

        Assert.AreEqual("Subject: a Bcc: evil@x.org  body\r\n\r\nend\r\n.\r\n", server.Content);
    }

    [TestMethod]
    public async Task Submit_DotsAtLineStarts_AreDoubled()
    {
        await using var server = new ScriptedServer();

        await SubmitAsync(Submissions.To(server.Url, "a@x.org") with { Content = Submissions.Content("\n.a\n..\nb.\n.") });

        Assert.AreEqual("\r\n..a\r\n...\r\nb.\r\n..\r\n.\r\n", server.Content);
    }

    [TestMethod]
    public async Task Submit_EveryByteInAddresses_NeverBecomesACommand()
    {
        await using var server = new ScriptedServer();
        for (var value = 0; value < 0x100; value++)
        {
            var address = $"\"a{(char)value}RCPT TO:<evil@x.org>\"@x.org";
            var before = server.Lines.Count;
            await SubmitAsync(Submissions.To(server.Url, address) with { Sender = value % 2 == 0 ? address : "" });
            foreach (var line in server.Commands.Skip(before))
                Assert.MatchesRegex("^(EHLO |MAIL FROM:|RCPT TO:<\"a|DATA|QUIT)", line);
        }
    }

    [TestMethod]
    public async Task Submit_OneOfTwoRefused_OtherIsSent()
    {
        await using var server = new ScriptedServer { Answer = static line => line.Contains("no@", StringComparison.Ordinal) ? "550 5.1.1 nobody\r\n" : null };

        var outcomes = await SubmitAsync(Submissions.To(server.Url, "no@x.org", "a@x.org"));

        CollectionAssert.AreEqual(
            new[] { new MailOutcome("no@x.org", MailStatus.Refused, "550 5.1.1 nobody"), new MailOutcome("a@x.org", MailStatus.Delivered, "250 taken") }, outcomes);
    }

    [TestMethod]
    public async Task Submit_AllAreNeededAndOneIsRefused_NothingIsSent()
    {
        await using var server = new ScriptedServer { Answer = static line => line.Contains("no@", StringComparison.Ordinal) ? "450 4.2.1 later\r\n" : null };

        var outcomes = await SubmitAsync(Submissions.To(server.Url, "a@x.org", "no@x.org") with { NeedsAllRecipients = true });

        Assert.AreEqual(MailStatus.Deferred, outcomes[0].Status);
        Assert.AreEqual("450 4.2.1 later", outcomes[1].Reply);
        CollectionAssert.DoesNotContain(server.Commands.ToArray(), "DATA");
    }

    [TestMethod]
    [DataRow("MAIL", "452 4.3.1 full", MailStatus.Deferred)]
    [DataRow("MAIL", "550 5.7.1 no", MailStatus.Refused)]
    [DataRow("RCPT", "421 4.3.2 down", MailStatus.Deferred)]
    [DataRow("DATA", "554 5.5.1 no valid recipients", MailStatus.Refused)]
    [DataRow("DATA", "250 2.0.0 what", MailStatus.Deferred)]
    public async Task Submit_CommandRefused_IsTold(string command, string reply, MailStatus status)
    {
        await using var server = new ScriptedServer { Answer = line => line.StartsWith(command, StringComparison.Ordinal) ? reply + "\r\n" : null };

        var outcomes = await SubmitAsync(Submissions.To(server.Url, "a@x.org"));

        CollectionAssert.AreEqual(new[] { new MailOutcome("a@x.org", status, reply) }, outcomes);
        Assert.AreEqual("", server.Content);
    }

    [TestMethod]
    [DataRow("554 5.7.1 spam", MailStatus.Refused)]
    [DataRow("451 4.7.1 later", MailStatus.Deferred)]
    public async Task Submit_ContentRefused_IsTold(string reply, MailStatus status)
    {
        await using var server = new ScriptedServer { FinalReply = reply + "\r\n" };

        CollectionAssert.AreEqual(new[] { new MailOutcome("a@x.org", status, reply) }, await SubmitAsync(Submissions.To(server.Url, "a@x.org")));
    }

    [TestMethod]
    [DataRow("554 no service\r\n", MailStatus.Refused, "554 no service")]
    [DataRow("421 busy\r\n", MailStatus.Deferred, "421 busy")]
    [DataRow("220 a\n", MailStatus.Deferred, "the server sent a reply line that ends in a bare LF")]
    [DataRow("SSH-2.0-x\r\n", MailStatus.Deferred, "the server sent a reply without a code")]
    public async Task Submit_GreetingIsNone_IsTold(string greeting, MailStatus status, string reply)
    {
        await using var server = new ScriptedServer { Greeting = greeting };

        CollectionAssert.AreEqual(new[] { new MailOutcome("a@x.org", status, reply) }, await SubmitAsync(Submissions.To(server.Url, "a@x.org")));
    }

    [TestMethod]
    public async Task Submit_ServerWithoutEhlo_IsGreetedWithHelo()
    {
        await using var server = new ScriptedServer { Answer = static line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "502 what\r\n" : null };

        var outcomes = await SubmitAsync(Submissions.To(server.Url, "a@x.org"));

        Assert.AreEqual(MailStatus.Delivered, outcomes[0].Status);
        StringAssert.StartsWith(server.Commands[1], "HELO ", StringComparison.Ordinal);
        Assert.AreEqual("MAIL FROM:<sender@example.org>", server.Commands[2]);
    }

    [TestMethod]
    public async Task Submit_NobodyListens_IsNotOpened()
    {
        var port = Testing.Servers.FreePort.Take();

        var outcomes = await SubmitAsync(Submissions.To($"smtp://u:secret@127.0.0.1:{port}", "a@x.org"));

        CollectionAssert.AreEqual(
            new[] { new MailOutcome("a@x.org", MailStatus.Deferred, $"opening mailer `smtp://***@127.0.0.1:{port}' failed: Connection refused") }, outcomes);
    }

    [TestMethod]
    [DataRow("smtp")]
    [DataRow("bogus://u:secret@h")]
    public async Task Submit_NoMailer_IsRefusedWithoutTheSecret(string url)
    {
        var outcomes = await SubmitAsync(Submissions.To(url, "a@x.org"));

        Assert.AreEqual(MailStatus.Refused, outcomes[0].Status);
        StringAssert.StartsWith(outcomes[0].Reply, "cannot create mailer `", StringComparison.Ordinal);
        Assert.DoesNotContain("secret", outcomes[0].Reply);
    }

    [TestMethod]
    public async Task Submit_LineTooLong_IsRefusedUnlessTheUrlKeepsIt()
    {
        await using var server = new ScriptedServer();
        var submission = Submissions.To(server.Url, "a@x.org") with { Content = Submissions.Content($"S: x\n\n{new string('l', 999)}\n") };

        var refused = await SubmitAsync(submission);
        var kept = await SubmitAsync(submission with { Mailer = server.Url + "?long-lines=keep" });

        Assert.AreEqual(MailStatus.Refused, refused[0].Status);
        StringAssert.StartsWith(refused[0].Reply, "line 3 of the message has 999 bytes, at most 998 may be sent", StringComparison.Ordinal);
        Assert.AreEqual(MailStatus.Delivered, kept[0].Status);
        Assert.AreEqual($"S: x\r\n\r\n{new string('l', 999)}\r\n.\r\n", server.Content);
    }

    [TestMethod]
    public async Task Submit_LargeMessage_ArrivesByteForByte()
    {
        await using var server = new ScriptedServer { Features = ["8BITMIME"] };
        var random = new Random(3);
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(_ => new string((char)random.Next(1, 256) is var c && c is '\r' or '\n' ? 'x' : c, random.Next(80)) + "\r\n"));

        var outcomes = await SubmitAsync(Submissions.To(server.Url, "a@x.org") with { Content = Submissions.Content(text) });

        Assert.AreEqual(MailStatus.Delivered, outcomes[0].Status);
        var lines = server.Content[..^3].Split("\r\n").Select(static line => line.StartsWith('.') ? line[1..] : line);
        Assert.AreEqual(text, string.Join("\r\n", lines));
    }

    private static async Task<MailOutcome[]> SubmitAsync(MailSubmission submission) =>
        [.. await Submissions.Mailer().SubmitAsync(submission, CancellationToken.None)];
}
