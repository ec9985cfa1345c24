using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Tests.Fakes;
using Postern.Testing.Milter;
using Postern.Testing.Servers;

namespace Postern.Plugins.Sending.Tests.Programs;

[TestClass]
public sealed class ProgramMailerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("postern-sending");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Submit_Sendmail_GetsOptionsAddressesAndTheMessage()
    {
        var outcomes = await SubmitAsync(Submissions.To("sendmail:" + Recorder(), "a@x.org", "b@x.org") with { Content = Submissions.Content("Subject: s\r\n\r\n.\rbare\nend") });

        Assert.IsTrue(outcomes.All(static outcome => outcome.Status == MailStatus.Delivered), outcomes[0].Reply);
        Assert.AreEqual("[-oi]\n[-f]\n[sender@example.org]\n[--]\n[a@x.org]\n[b@x.org]\nSubject: s\n\n.\nbare\nend\n", Recorded);
    }

    [TestMethod]
    public async Task Submit_NullSender_IsAnEmptyWord()
    {
        await SubmitAsync(Submissions.To("sendmail:" + Recorder(), "a@x.org") with { Sender = "" });

        StringAssert.StartsWith(Recorded, "[-oi]\n[-f]\n[]\n[--]\n[a@x.org]\n", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Submit_Program_GetsTheUrlsWords()
    {
        await SubmitAsync(Submissions.To($"prog:{Recorder()}?one%20word&${{sender}}&${{rcpt}}&x${{rcpt}}", "a@x.org", "b@x.org"));

        StringAssert.StartsWith(Recorded, "[one word]\n[sender@example.org]\n[a@x.org]\n[b@x.org]\n[x${rcpt}]\nSubject", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("`touch${IFS}F`@x.org")]
    [DataRow("$(touch${IFS}F)@x.org", "not an address")]
    [DataRow("\"$(touch F)\"@x.org")]
    [DataRow("\"; touch F #\"@x.org")]
    [DataRow("a|touch&F@x.org")]
    [DataRow("j\xc3\xbc@x.org")]
    public async Task Submit_ShellSyntaxInAddresses_IsAWordLikeAnyOther(string address, string refused = "")
    {
        var outcomes = await SubmitAsync(Submissions.To("sendmail:" + Recorder(), address));

        if (refused.Length > 0)
            StringAssert.StartsWith(outcomes[0].Reply, refused, StringComparison.Ordinal);
        else
            StringAssert.Contains(Recorded, $"[--]\n[{address}]\nSubject", StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(_folder.Combine("F")));
    }

    [TestMethod]
    [DataRow("-oQ/tmp@x.org", "sender@example.org")]
    [DataRow("a@x.org", "-bs@x.org")]
    public async Task Submit_AddressThatBeginsWithADash_IsRefused(string recipient, string sender)
    {
        foreach (var url in new[] { "sendmail:" + Recorder(), $"prog:{Recorder()}?${{rcpt}}" })
        {
            var outcomes = await SubmitAsync(Submissions.To(url, recipient) with { Sender = sender });

            Assert.AreEqual(MailStatus.Refused, outcomes[0].Status);
            StringAssert.Contains(outcomes[0].Reply, "begins with a dash", StringComparison.Ordinal);
        }

        Assert.IsFalse(File.Exists(_folder.Combine("record")));
    }

    [TestMethod]
    [DataRow(75, MailStatus.Deferred, "Process exited with a non-zero status 75: no ? luck")]
    [DataRow(67, MailStatus.Refused, "Process exited with a non-zero status 67: no ? luck")]
    public async Task Submit_ProgramFails_IsTold(int code, MailStatus status, string reply)
    {
        var program = Script($"printf 'no \\001 luck' >&2; exit {code}");

        var outcomes = await SubmitAsync(Submissions.To("sendmail:" + program, "a@x.org"));

        CollectionAssert.AreEqual(new[] { new MailOutcome("a@x.org", status, reply) }, outcomes);
    }

    [TestMethod]
    public async Task Submit_ProgramThatReadsNothing_MayStillBeContent()
    {
        var large = Submissions.Content("Subject: s\n\n" + new string('\n', 1 << 20));

        var outcomes = await SubmitAsync(Submissions.To("prog:" + Script("exit 0"), "a@x.org") with { Content = large });

        Assert.AreEqual(MailStatus.Delivered, outcomes[0].Status);
    }

    [TestMethod]
    public async Task Submit_ProgramIsMissing_IsNotOpened()
    {
        var outcomes = await SubmitAsync(Submissions.To("sendmail:/nonexistent", "a@x.org"));

        Assert.AreEqual("opening mailer `sendmail:/nonexistent' failed: No such file or directory", outcomes[0].Reply);
    }

    [TestMethod]
    public async Task Submit_ProgramThatNeverEnds_IsKilled()
    {
        var time = new ManualTime();
        var submitting = Submissions.Mailer(time)
            .SubmitAsync(Submissions.To($"sendmail:{Script("touch started; exec sleep 1000")}?timeout=5", "a@x.org"), CancellationToken.None).AsTask();
        while (!submitting.IsCompleted)
        {
            if (File.Exists(_folder.Combine("started")))
                time.Advance(TimeSpan.FromSeconds(6));
            await Task.WhenAny(submitting, Task.Delay(10));
        }

        Assert.AreEqual(new MailOutcome("a@x.org", MailStatus.Deferred, "the program took too long and was killed"), (await submitting)[0]);
    }

    private string Recorded => File.ReadAllText(_folder.Combine("record"), Encoding.Latin1);

    private string Recorder() => Script("for word; do printf '[%s]\\n' \"$word\"; done >record; cat >>record");

    private string Script(string commands)
    {
        var path = _folder.Write("program", $"#!/bin/sh\ncd {_folder.Path}\n{commands}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static async Task<MailOutcome[]> SubmitAsync(MailSubmission submission) =>
        [.. await Submissions.Mailer().SubmitAsync(submission, CancellationToken.None)];
}
