using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>Mail that a program sends, through Postfix.</summary>
[TestClass]
public sealed class SendingTests
{
    private const string Text = "Subject: sent\nFrom: me@example.org\nDate: Thu, 1 Jan 2026 00:00:00 +0000\nMessage-ID: <1@example.org>\n\n.\n..dots\nend";

    [TestMethod]
    public async Task SendMail_WithTls_ArrivesAtEveryRecipient()
    {
        await using var postfix = await PostfixServer.StartAsync("");

        var (code, output) = await SendAsync($"smtp://127.0.0.1:{postfix.PortFor("")}?starttls=require&verify=no");
        Assert.AreEqual(0, code, output);
        var message = await postfix.Sink.WaitForAsync("a@example.org", MailLab.DeliveryLimit);

        CollectionAssert.AreEquivalent(new[] { "<a@example.org>", "<b@example.org>" }, message.Recipients.ToArray());
        Assert.AreEqual("<me@example.org>", message.Sender);
        StringAssert.Contains(message.Values("Received")[0], "(using TLS", StringComparison.Ordinal);
        Assert.AreEqual(".\r\n..dots\r\nend\r\n", System.Text.Encoding.ASCII.GetString(message.Body.Span));
    }

    [TestMethod]
    public async Task SendMail_CertificateOfNobody_IsNotTrusted()
    {
        await using var postfix = await PostfixServer.StartAsync("");

        var (code, output) = await SendAsync($"smtp://127.0.0.1:{postfix.PortFor("")}?starttls=require");

        Assert.AreEqual(0, code, output);
        StringAssert.Contains(output, "cannot send message: TLS failed: ", StringComparison.Ordinal);
        Assert.IsEmpty(postfix.Sink.Messages);
    }

    private static async Task<(int Code, string Output)> SendAsync(string url)
    {
        using var folder = new TemporaryFolder("postern-send");
        string script = folder.Write("send.mfl", $"""
            require status
            func main(...) returns number
            do
              try do
                send_mail("{Text.Replace("\n", "\\n", StringComparison.Ordinal)}", "a@example.org, B <b@example.org>", "me@example.org", "{url}")
              done
              catch * do
                echo "$2"
              done
              return 0
            done
            """);
        return await ServerProcess.RunAsync(
            await PosternExecutable.FindAsync(), ["--no-config", "--stderr", "--run", script], MailLab.DeliveryLimit);
    }
}
