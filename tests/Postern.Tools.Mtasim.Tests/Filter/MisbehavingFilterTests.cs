using System.Net;
using System.Net.Sockets;
using Postern.Testing.Client;

namespace Postern.Tools.Mtasim.Tests.Filter;

[TestClass]
public sealed class MisbehavingFilterTests
{
    private const string Session = "EHLO a\nMAIL FROM:<a@x>\nRCPT TO:<b@y>\nDATA\nA: b\n\ntext\n.\nMAIL FROM:<c@z>\nQUIT\n";

    [TestMethod]
    [DataRow('M', "451 4.3.2 Please try again later\n503 Need MAIL command", DisplayName = "MAIL")]
    [DataRow('R', "250 Sender OK\n451 4.3.2 Please try again later\n503 Need RCPT command", DisplayName = "RCPT")]
    [DataRow('T', "250 Recipient OK\n451 4.3.2 Please try again later\n501 Syntax error", DisplayName = "DATA")]
    [DataRow('L', "itself\n451 4.3.2 Please try again later\n451 4.3.2", DisplayName = "header")]
    [DataRow('B', "itself\n451 4.3.2 Please try again later\n451 4.3.2", DisplayName = "body")]
    [DataRow('E', "itself\n451 4.3.2 Please try again later\n451 4.3.2", DisplayName = "end of message")]
    public async Task Filter_AnswersGarbage_MailIsRefusedForNow(char command, string replies)
    {
        await using var filter = ScriptedFilter.Continuing((c, _) => c == command ? "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray() : null);

        var (output, errors, code) = await MtasimRun.RunAsync(Session, "-X", MtasimRun.Url(filter));

        StringAssert.Contains(output, replies, StringComparison.Ordinal);
        StringAssert.EndsWith(output, "221 Done\n", StringComparison.Ordinal);
        StringAssert.Contains(errors, "mtasim: the milter has failed, mail is refused from now on: not a milter", StringComparison.Ordinal);
        Assert.AreEqual(69, code);
    }

    [TestMethod]
    [DataRow("x", DisplayName = "an unknown letter")]
    [DataRow("y", DisplayName = "a reply without a text")]
    [DataRow("yxx|", DisplayName = "a reply without a code")]
    [DataRow("y250 ok|", DisplayName = "a reply that refuses nothing")]
    [DataRow("hX|Y|", DisplayName = "a change before the end of the message")]
    public async Task Filter_AnswersOutOfTheProtocol_MailIsRefusedForNow(string frame)
    {
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'M' ? ScriptedFilter.Frame(frame[0], frame[1..]) : null);

        string replies = await MtasimRun.RepliesAsync(filter, "HELO a\nMAIL FROM:<a@x>\nQUIT\n");

        Assert.AreEqual("250 pleased to meet you\n451 4.3.2 Please try again later\n221 Done\n", replies);
    }

    [TestMethod]
    public async Task Filter_FailsWithRejectFlag_MailIsRefusedForGood()
    {
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'M' ? [0xFF, 0xFF, 0xFF, 0xFF, 0] : null);

        var (output, _, code) = await MtasimRun.RunAsync("HELO a\nMAIL FROM:<a@x>\nQUIT\n", "-X", $"f, S={MtasimRun.Url(filter)}, F=R");

        StringAssert.Contains(output, "550 5.7.1 Command rejected\n", StringComparison.Ordinal);
        Assert.AreEqual(69, code);
    }

    [TestMethod]
    public async Task Filter_StaysSilent_TimeoutRefusesMail()
    {
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'M' ? [] : null);

        var (output, errors, code) = await MtasimRun.RunAsync(
            "HELO a\nMAIL FROM:<a@x>\nQUIT\n", "-X", MtasimRun.Url(filter), "--milter-timeout=R=1");

        StringAssert.Contains(output, "451 4.3.2 Please try again later\n221 Done\n", StringComparison.Ordinal);
        StringAssert.Contains(errors, "the filter sent no answer within 1 seconds", StringComparison.Ordinal);
        Assert.AreEqual(69, code);
    }

    [TestMethod]
    public async Task Filter_ReportsProgressWithoutEnd_OverallTimeoutRefusesMail()
    {
        // Each byte of the answer is a whole progress frame's worth: more than the filter can send within the time.
        byte[] progress = [.. Enumerable.Range(0, 200_000).SelectMany(static _ => ScriptedFilter.Frame('p'))];
        await using var filter = ScriptedFilter.Continuing((c, _) => c == 'E' ? progress : null);

        var (output, _, code) = await MtasimRun.RunAsync(Session, "-X", MtasimRun.Url(filter), "--milter-timeout=E=1");

        StringAssert.Contains(output, "itself\n451 4.3.2 Please try again later\n", StringComparison.Ordinal);
        Assert.AreEqual(69, code);
    }

    [TestMethod]
    public async Task Filter_ClosesConnection_MailIsRefusedForNow()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closing = CloseAfterNegotiationAsync(listener);

        var (output, errors, code) = await MtasimRun.RunAsync(
            "HELO a\nMAIL FROM:<a@x>\nQUIT\n", "-X", $"inet:{((IPEndPoint)listener.LocalEndpoint).Port}@127.0.0.1");

        await closing;
        StringAssert.Contains(output, "451 4.3.2 Please try again later\n221 Done\n", StringComparison.Ordinal);
        StringAssert.Contains(errors, "the filter closed the connection", StringComparison.Ordinal);
        Assert.AreEqual(69, code);
    }

    [TestMethod]
    [DataRow("SSH-2.0-OpenSSH_9.2\r\n")]
    [DataRow("220 mail.test ESMTP\r\n")]
    public async Task Filter_IsNoMilter_EndsWithUnavailable(string greeting)
    {
        await using var filter = new ScriptedFilter((_, _) => System.Text.Encoding.Latin1.GetBytes(greeting));

        var (output, errors, code) = await MtasimRun.RunAsync("HELO a\n", "-X", MtasimRun.Url(filter));

        Assert.AreEqual("", output);
        StringAssert.StartsWith(errors, "Gacopyz ERR: not a milter", StringComparison.Ordinal);
        StringAssert.Contains(errors, $"mtasim: cannot connect to the milter using {MtasimRun.Url(filter)}: not a milter", StringComparison.Ordinal);
        Assert.AreEqual(69, code);
    }

    [TestMethod]
    public async Task Reply_WithForeignLines_KeepsOneCode()
    {
        await using var filter = ScriptedFilter.Continuing(
            (c, _) => c == 'M' ? ScriptedFilter.Frame('y', "550 a\r\n250 ok\r\n354-go\u0007 on\n550-last|") : null);

        string replies = await MtasimRun.RepliesAsync(filter, "HELO a\nMAIL FROM:<a@x>\nQUIT\n");

        Assert.AreEqual("250 pleased to meet you\n550-a\n550-250 ok\n550-354-go? on\n550 last\n221 Done\n", replies);
    }

    private static async Task CloseAfterNegotiationAsync(TcpListener listener)
    {
        using var socket = await listener.AcceptSocketAsync();
        byte[] offer = new byte[17];
        for (int read = 0; read < offer.Length;)
            read += await socket.ReceiveAsync(offer.AsMemory(read));
        await socket.SendAsync(ScriptedFilter.Negotiation(6, 0, 0));
    }
}
