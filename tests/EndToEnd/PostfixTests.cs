using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>The core cases with Postfix, and what is Postfix's own.</summary>
public abstract class PostfixTests : CoreMailTests
{
    protected override (string Reject, string TempFail) OwnReplies =>
        ("Command rejected", "451 4.7.1 Service unavailable - try again later");

    protected override async Task<MailServer> ServerAsync() => await MailLab.Postfix;

    [TestMethod]
    public async Task Connect_Rejected_ClientIsRefusedAndPostfixLogsTheText()
    {
        // Postfix has a greeting of its own for a client that is refused for good; the filter's text goes to its log.
        var (code, dialogue) = await SendAsync(new() { To = ["x@postern.test"], Options = ["--local-interface", "127.0.0.2"] });
        Assert.AreNotEqual(0, code, dialogue);
        StringAssert.Contains(dialogue, "<** 554 mx.postern.test ESMTP not accepting connections\n");
        StringAssert.Contains((await MailLab.Postfix).Log,
            "milter-reject: CONNECT from unknown[127.0.0.2]: 554 5.7.10 127.0.0.2 may not connect;");
    }

    [TestMethod]
    public async Task Connect_TempFailed_ClientSeesCodeAndText()
    {
        var (code, dialogue) = await SendAsync(new() { To = ["x@postern.test"], Options = ["--local-interface", "127.0.0.3"] });
        Assert.AreNotEqual(0, code, dialogue);
        AssertReply("451 4.7.10 ", "127.0.0.3 may connect later", dialogue);
    }

    [TestMethod]
    public async Task Message_Quarantined_IsHeldWithTheReason()
    {
        var postfix = await MailLab.Postfix;
        string to = UniqueName() + "@postern.test";
        var (code, dialogue) = await SendAsync(new() { From = "quarantine@example.test", To = [to], Data = Headers });
        Assert.AreEqual(0, code, dialogue);
        string[] held = await Task.WhenAll(postfix.HeldMessages().Select(postfix.ReadHeldAsync));
        Assert.IsTrue(held.Any(text => text.Contains(to, StringComparison.Ordinal)), $"not held\n{dialogue}\n{postfix.Log}");
        Assert.IsFalse(postfix.Sink.Messages.Any(m => m.Recipients.Contains($"<{to}>")));
    }
}
