using System.Text.RegularExpressions;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Sending.Functions;
using Postern.Plugins.Sending.Reports;
using Postern.Plugins.Sending.Tests.Fakes;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Sending.Tests.Reports;

[TestClass]
public sealed partial class ReportFunctionsTests
{
    private readonly StoredMessage _message = new("body\r\n", "From: me@x.org", "Subject:\tm\n folded");
    private readonly FakeMessages _messages = new();
    private readonly FakeMflContext _context;

    public ReportFunctionsTests() => _context = new FakeMflContext { StoredMessage = _message };

    [TestMethod]
    public void CreateReport_Message_IsAMultipartReport()
    {
        var descriptor = Functions().CreateReport(_context, "orig@x.org", "rcpt@y.org", "The text.\nSecond.\n", "Subject: DSN\nX-H: 1\n", "post@y.org");

        var text = _messages.Get(_context, "", descriptor).Content.Text();
        var boundary = Boundary().Match(text).Groups[1].Value;
        Assert.AreEqual(32, boundary.Length);
        const string Date = "[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} [+-][0-9]{4}";
        Assert.AreEqual(
            """
            Subject: DSN
            X-H: 1
            From: post@y.org
            To: orig@x.org
            Date: DATE
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
            	boundary="B"
            Content-Transfer-Encoding: 7bit

            --B
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 7bit

            The original message was received at DATE from orig@x.org.
            The text.
            Second.

            --B
            Content-Type: message/delivery-status

            Reporting-MTA: dns; MACHINE
            Arrival-Date: DATE

            Final-Recipient: rfc822; rcpt@y.org
            Action: failed
            Status: 5.7.1
            Last-Attempt-Date: DATE

            --B
            Content-Type: message/rfc822
            Content-Transfer-Encoding: 7bit

            From: me@x.org
            Subject:	m
             folded

            body

            --B--

            """.ReplaceLineEndings("\n"),
            Regex.Replace(text, Date, "DATE").Replace(boundary, "B", StringComparison.Ordinal).Replace("; " + Environment.MachineName, "; MACHINE", StringComparison.Ordinal)
                .Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [TestMethod]
    public void CreateReport_EightBitBody_IsDeclared()
    {
        _message.Replace("\xe4\r\n");

        var text = Content(Functions().CreateReport(_context, "o@x.org", "r@y.org", "t"));

        Assert.AreEqual(3, Regex.Count(text, "Content-Transfer-Encoding: 8bit\n"));
    }

    [TestMethod]
    public void CreateReport_UsedAfterTheMessage_RaisesFailure()
    {
        var descriptor = Functions().CreateReport(_context, "o@x.org", "r@y.org", "t");
        _message.Replace("the next message\r\n");

        Assert.ThrowsExactly<MflException>(() => Content(descriptor));
    }

    [TestMethod]
    [DataRow("", "create_dsn: the message came from the null sender, to whom no notification may be sent")]
    [DataRow("<>", "create_dsn: the message came from the null sender, to whom no notification may be sent")]
    [DataRow("a\nDATA@x.org", "create_dsn: control bytes in the address a?DATA@x.org")]
    public void CreateReport_SenderWhoMustNotHearOfIt_RaisesInvalid(string sender, string text)
    {
        var error = Assert.ThrowsExactly<MflException>(() => Functions().CreateReport(_context, sender, "r@y.org", "t"));

        Assert.AreEqual((long)MflExceptionCode.Invalid, error.Number);
        Assert.AreEqual(text, error.Message);
    }

    [TestMethod]
    public void CreateReport_OwnFieldInTheHeader_RaisesInvalid()
    {
        var error = Assert.ThrowsExactly<MflException>(() => Functions().CreateReport(_context, "o@x.org", "r@y.org", "t", "content-type: x/y\n"));

        Assert.AreEqual("create_dsn: the notification has its own field Content-Type; leave it out", error.Message);
    }

    [TestMethod]
    public async Task SendReport_Message_LeavesWithTheNullSender()
    {
        await using var server = new ScriptedServer();

        await Functions().SendReport(_context, "to@x.org", "o@x.org", "r@y.org", "t", "Subject: s\n", "", server.Url);

        StringAssert.StartsWith(server.Commands[1], "MAIL FROM:<> SIZE=", StringComparison.Ordinal);
        Assert.AreEqual("RCPT TO:<to@x.org>", server.Commands[2]);
        StringAssert.StartsWith(server.Content, "Subject: s\r\nTo: o@x.org\r\nDate: ", StringComparison.Ordinal);
        StringAssert.EndsWith(server.Content, "--\r\n.\r\n", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("<>")]
    public async Task SendReport_ToTheNullSender_RaisesInvalid(string recipients)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await Functions().SendReport(_context, recipients, "o@x.org", "r@y.org", "t"));

        Assert.AreEqual("send_dsn: the message came from the null sender, to whom no notification may be sent", error.Message);
    }

    private string Content(long descriptor) => _messages.Get(_context, "", descriptor).Content.Text();

    private ReportFunctions Functions() =>
        new(new SendFunctions(Submissions.Mailer(), _messages, _messages, _messages), _messages, _messages);

    [GeneratedRegex("boundary=\"([0-9A-F]+)\"")]
    private static partial Regex Boundary();
}
