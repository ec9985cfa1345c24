using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Tests.Fakes;
using Postern.Testing.Milter;

namespace Postern.Plugins.Sending.Tests.Smtp;

/// <summary>SIZE, 8BITMIME, SMTPUTF8, DSN, AUTH, STARTTLS, LMTP and the deadlines.</summary>
[TestClass]
public sealed class ExtensionTests
{
    private const string EightBit = "Subject: s\n\n\xe4\n";

    [TestMethod]
    public async Task Submit_EightBitData_IsDeclared()
    {
        await using var server = new ScriptedServer { Features = ["8BITMIME"] };

        var outcome = await SubmitAsync(Submissions.To(server.Url, "a@x.org") with { Content = Submissions.Content(EightBit) });

        Assert.AreEqual(MailStatus.Delivered, outcome.Status);
        Assert.AreEqual("MAIL FROM:<sender@example.org> BODY=8BITMIME", server.Commands[1]);
    }

    [TestMethod]
    public async Task Submit_EightBitDataToASevenBitServer_IsRefused()
    {
        await using var server = new ScriptedServer { Features = [] };

        var outcome = await SubmitAsync(Submissions.To(server.Url, "a@x.org") with { Content = Submissions.Content(EightBit) });

        Assert.AreEqual(MailStatus.Refused, outcome.Status);
        StringAssert.StartsWith(outcome.Reply, "554 5.6.3 ", StringComparison.Ordinal);
        CollectionAssert.AreEqual(new[] { "QUIT" }, server.Commands.Skip(1).ToArray());
    }

    [TestMethod]
    public async Task Submit_LargerThanTheServerTakes_IsRefusedUnsent()
    {
        await using var server = new ScriptedServer { Features = ["SIZE 10"] };

        var outcome = await SubmitAsync(Submissions.To(server.Url, "a@x.org"));

        Assert.AreEqual(new MailOutcome("a@x.org", MailStatus.Refused, "552 5.3.4 the message has 20 bytes, the server takes 10"), outcome);
        Assert.AreEqual("", server.Content);
    }

    [TestMethod]
    public async Task Submit_InternationalAddress_IsDeclaredOrRefused()
    {
        await using var server = new ScriptedServer { Features = ["SMTPUTF8"] };
        await using var old = new ScriptedServer { Features = ["8BITMIME"] };

        var taken = await SubmitAsync(Submissions.To(server.Url, "j\xc3\xbc@x.org"));
        var refused = await SubmitAsync(Submissions.To(old.Url, "j\xc3\xbc@x.org"));
        var broken = await SubmitAsync(Submissions.To(server.Url, "j\xfc@x.org"));

        Assert.AreEqual(MailStatus.Delivered, taken.Status);
        Assert.AreEqual("MAIL FROM:<sender@example.org> SMTPUTF8", server.Commands[1]);
        Assert.AreEqual("553 5.6.7 an address is not ASCII, but the server does not take SMTPUTF8", refused.Reply);
        Assert.AreEqual("553 5.6.7 an address is neither ASCII nor UTF-8", broken.Reply);
    }

    [TestMethod]
    public async Task Submit_NotificationParameters_GoToAServerThatKnowsThem()
    {
        await using var server = new ScriptedServer { Features = ["DSN"] };
        var submission = Submissions.To(server.Url) with
        {
            SenderParameters = "SIZE=99 RET=HDRS BODY=8BITMIME ENVID=q1",
            Recipients = [new MailRecipient("a@x.org", "NOTIFY=NEVER ORCPT=rfc822;a@y.org X=\r\nDATA")],
        };

        await SubmitAsync(submission);

        Assert.AreEqual("MAIL FROM:<sender@example.org> RET=HDRS ENVID=q1", server.Commands[1]);
        Assert.AreEqual("RCPT TO:<a@x.org> NOTIFY=NEVER ORCPT=rfc822;a@y.org", server.Commands[2]);
    }

    [TestMethod]
    [DataRow("AUTH PLAIN", "AUTH PLAIN AHVzZXIAc2VjcmV0")]
    [DataRow("AUTH LOGIN", "AUTH LOGIN|dXNlcg==|c2VjcmV0")]
    public async Task Submit_WithPassword_Authenticates(string feature, string commands)
    {
        await using var server = new ScriptedServer
        {
            Features = [feature],
            Answer = static line => line is "AUTH LOGIN" or "dXNlcg==" ? "334 Vg==\r\n" : null,
        };

        var outcome = await SubmitAsync(Submissions.To($"smtp://user:secret@127.0.0.1:{server.Port}", "a@x.org"));

        Assert.AreEqual(MailStatus.Delivered, outcome.Status);
        Assert.AreEqual(commands, string.Join('|', server.Commands.Skip(1).TakeWhile(static line => !line.StartsWith("MAIL", StringComparison.Ordinal))));
    }

    [TestMethod]
    public async Task Submit_PasswordRefused_IsDeferredWithoutTheSecret()
    {
        await using var server = new ScriptedServer
        {
            Features = ["AUTH PLAIN"],
            Answer = static line => line.StartsWith("AUTH", StringComparison.Ordinal) ? "535 5.7.8 no\r\n" : null,
        };

        var outcome = await SubmitAsync(Submissions.To($"smtp://user:secret@127.0.0.1:{server.Port}", "a@x.org"));

        Assert.AreEqual(new MailOutcome("a@x.org", MailStatus.Deferred, "authentication failed: 535 5.7.8 no"), outcome);
    }

    [TestMethod]
    public async Task Submit_TlsIsOffered_IsUsedAndTheServerAskedAnew()
    {
        using var certificate = TestCertificate.Make();
        await using var server = new ScriptedServer { Certificate = certificate, Features = ["STARTTLS"] };

        var outcome = await SubmitAsync(Submissions.To(server.Url + "?ehlo=me.test", "a@x.org"));

        Assert.AreEqual(MailStatus.Delivered, outcome.Status);
        CollectionAssert.AreEqual(new[] { "EHLO me.test", "STARTTLS", "EHLO me.test", "MAIL FROM:<sender@example.org>" }, server.Commands.Take(4).ToArray());
    }

    [TestMethod]
    public async Task Submit_TlsFromTheStart_IsUsed()
    {
        using var certificate = TestCertificate.Make();
        await using var server = new ScriptedServer { Certificate = certificate, IsEncryptedFromTheStart = true };

        var taken = await SubmitAsync(Submissions.To($"smtps://127.0.0.1:{server.Port}?verify=no", "a@x.org"));
        var distrusted = await SubmitAsync(Submissions.To($"smtps://127.0.0.1:{server.Port}", "a@x.org"));

        Assert.AreEqual(MailStatus.Delivered, taken.Status);
        Assert.AreEqual(MailStatus.Deferred, distrusted.Status);
        StringAssert.StartsWith(distrusted.Reply, "TLS failed: ", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Submit_RequiredTlsWithoutTrust_SendsNothing()
    {
        using var certificate = TestCertificate.Make();
        await using var server = new ScriptedServer { Certificate = certificate, Features = ["STARTTLS"] };

        var outcome = await SubmitAsync(Submissions.To(server.Url + "?starttls=require", "a@x.org"));

        Assert.AreEqual(MailStatus.Deferred, outcome.Status);
        Assert.IsFalse(server.Commands.Any(static line => line.StartsWith("MAIL", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("SIZE", "TLS is required, but the server does not offer it")]
    [DataRow("STARTTLS", "TLS is required, but the server says 454 4.7.0 not now")]
    public async Task Submit_RequiredTlsIsMissing_SendsNothing(string feature, string reply)
    {
        await using var server = new ScriptedServer { Features = [feature], Answer = static line => line == "STARTTLS" ? "454 4.7.0 not now\r\n" : null };

        var outcome = await SubmitAsync(Submissions.To(server.Url + "?starttls=require", "a@x.org"));

        Assert.AreEqual(new MailOutcome("a@x.org", MailStatus.Deferred, reply), outcome);
    }

    [TestMethod]
    public async Task Submit_ReplyInjectedBeforeTls_IsDetected()
    {
        await using var server = new ScriptedServer
        {
            Features = ["STARTTLS"],
            Answer = static line => line == "STARTTLS" ? "220 go\r\n250-fake\r\n250 AUTH PLAIN\r\n" : null,
        };

        var outcome = await SubmitAsync(Submissions.To(server.Url, "a@x.org"));

        Assert.AreEqual(new MailOutcome("a@x.org", MailStatus.Deferred, "the server sent more than its reply before TLS had begun"), outcome);
        Assert.AreEqual("STARTTLS", server.Commands[^1]);
    }

    [TestMethod]
    public async Task Submit_LmtpServer_AnswersForEachRecipient()
    {
        await using var server = new ScriptedServer
        {
            Answer = static line => line.Contains("no@", StringComparison.Ordinal) ? "550 nobody\r\n" : null,
            FinalReply = "250 for a\r\n452 b is full\r\n",
        };

        var outcomes = await Submissions.Mailer().SubmitAsync(Submissions.To($"lmtp://127.0.0.1:{server.Port}", "a@x.org", "no@x.org", "b@x.org"), CancellationToken.None);

        Assert.AreEqual(
            "Delivered 250 for a|Refused 550 nobody|Deferred 452 b is full", string.Join('|', outcomes.Select(static outcome => $"{outcome.Status} {outcome.Reply}")));
        StringAssert.StartsWith(server.Commands[0], "LHLO ", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("EHLO")]
    [DataRow("DATA")]
    public async Task Submit_SilentServer_IsGivenUpInTime(string silentAt)
    {
        var time = new ManualTime();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer
        {
            Greeting = silentAt.Length == 0 ? "" : "220 hello\r\n",
            Answer = line =>
            {
                if (!line.StartsWith(silentAt, StringComparison.Ordinal))
                    return null;
                reached.TrySetResult();
                return "";
            },
        };

        var submitting = Submissions.Mailer(time).SubmitAsync(Submissions.To(server.Url + "?timeout=5", "a@x.org"), CancellationToken.None).AsTask();
        if (silentAt.Length > 0)
            await reached.Task;
        while (!submitting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(6));
            await Task.WhenAny(submitting, Task.Delay(10));
        }

        StringAssert.Contains((await submitting)[0].Reply, silentAt.Length > 0 ? "waited too long for a reply" : "waited too long for ", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Submit_Cancelled_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new ScriptedServer
        {
            Answer = line =>
            {
                cancellation.Cancel();
                return "";
            },
        };

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => Submissions.Mailer().SubmitAsync(Submissions.To(server.Url, "a@x.org"), cancellation.Token).AsTask());
    }

    private static async Task<MailOutcome> SubmitAsync(MailSubmission submission) =>
        (await Submissions.Mailer().SubmitAsync(submission, CancellationToken.None))[0];
}
