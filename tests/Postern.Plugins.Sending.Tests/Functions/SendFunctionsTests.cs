using Postern.Abstractions.Mfl;
using Postern.Plugins.Sending.Functions;
using Postern.Plugins.Sending.Tests.Fakes;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Sending.Tests.Functions;

[TestClass]
public sealed class SendFunctionsTests
{
    private const string Message = "From: me@x.org\nTo: Joe <to@x.org>, to2@x.org\nCC: cc@x.org\nBcc: bcc@x.org,\n to@x.org\nSubject: t\n\n.dot\nbody\n";

    private readonly FakeMflContext _context = new();
    private readonly FakeMessages _messages = new();

    [TestMethod]
    public async Task SendMail_Recipients_AreAllNamedAndBccIsGone()
    {
        await using var server = new ScriptedServer();

        await Functions().SendMail(_context, Message, "a@b.c, Joe <d@e.f>", "Me <me@x.org>", server.Url);

        CollectionAssert.AreEqual(new[] { "MAIL FROM:<me@x.org> SIZE=87", "RCPT TO:<a@b.c>", "RCPT TO:<d@e.f>" }, server.Commands.Skip(1).Take(3).ToArray());
        Assert.AreEqual("From: me@x.org\r\nTo: Joe <to@x.org>, to2@x.org\r\nCC: cc@x.org\r\nSubject: t\r\n\r\n..dot\r\nbody\r\n.\r\n", server.Content);
    }

    [TestMethod]
    public async Task SendMail_WithoutRecipients_TakesThoseOfTheHeaderOnce()
    {
        await using var server = new ScriptedServer();

        await Functions(server.Url).SendMail(_context, Message);

        CollectionAssert.AreEqual(
            new[] { "MAIL FROM:<> SIZE=87", "RCPT TO:<to@x.org>", "RCPT TO:<to2@x.org>", "RCPT TO:<cc@x.org>", "RCPT TO:<bcc@x.org>", "DATA" },
            server.Commands.Skip(1).Take(6).ToArray());
    }

    [TestMethod]
    public async Task SendText_HeaderAndText_AreJoined()
    {
        await using var server = new ScriptedServer();

        await Functions().SendText(_context, "text", "Subject: s\r\nX: y\n\nno header", "a@b.c", "<>", server.Url);

        Assert.AreEqual("Subject: s\r\nX: y\r\n\r\ntext\r\n.\r\n", server.Content);
        StringAssert.StartsWith(server.Commands[1], "MAIL FROM:<> ", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task SendMessage_Descriptor_IsSent()
    {
        await using var server = new ScriptedServer();
        var descriptor = _messages.Add(_context, "", _messages.Read(Submissions.Content(Message), new()), null);

        await Functions().SendMessage(_context, descriptor, "a@b.c", "", server.Url);

        StringAssert.StartsWith(server.Content, "From: me@x.org\r\n", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("", "", "smtp://h", "bad recipient address `': Malformed email address")]
    [DataRow("a@b.c, x", "", "smtp://h", "bad recipient address `a@b.c, x': Malformed email address")]
    [DataRow("\"a\r\nRCPT TO:<e@x>\"@b.c", "", "smtp://h", "bad recipient address `\"a??RCPT TO:<e@x>\"@b.c': Malformed email address")]
    [DataRow("a@b.c", "a@b.c,d@e.f", "smtp://h", "bad sender address `a@b.c,d@e.f': Malformed email address")]
    [DataRow("a@b.c", "x", "smtp://h", "bad sender address `x': Malformed email address")]
    [DataRow("a@b.c", "", "nosuch://u:secret@h", "cannot create mailer `nosuch://***@h': Malformed or unsupported mailer URL")]
    [DataRow("a@b.c", "", "sendmail:/nonexistent", "opening mailer `sendmail:/nonexistent' failed: No such file or directory")]
    public async Task SendMail_Mistake_RaisesFailure(string recipients, string sender, string url, string text)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(() => Functions().SendMail(_context, Message, recipients, sender, url).AsTask());

        Assert.AreEqual((long)MflExceptionCode.Failure, error.Number);
        Assert.AreEqual(text, error.Message);
    }

    [TestMethod]
    public async Task SendMail_OneRefused_RaisesFailureThatNamesIt()
    {
        await using var server = new ScriptedServer { Answer = static line => line.Contains("no@", StringComparison.Ordinal) ? "550 5.1.1 nobody\r\n" : null };

        var one = await Assert.ThrowsExactlyAsync<MflException>(() => Functions().SendMail(_context, Message, "a@b.c, no@b.c", "", server.Url).AsTask());

        Assert.AreEqual("cannot send message: 550 5.1.1 nobody", one.Message);
    }

    [TestMethod]
    public async Task SendText_NoRecipientsAnywhere_RaisesFailure()
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(() => Functions("smtp://h").SendText(_context, "t", "Subject: s").AsTask());

        Assert.AreEqual("cannot send message: no recipients in the header", error.Message);
    }

    private SendFunctions Functions(string? url = null)
    {
        var block = new MailerBlock();
        if (url is not null)
            block.Configure(new("mailer", [], [new("url", [new(url, null, default)], null, default)], default));
        return new SendFunctions(new Mailer(block, TimeProvider.System), _messages, _messages, _messages);
    }
}
