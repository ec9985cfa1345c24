using Postern.Milter.Client;
using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>
/// What a message says in an encoded word, decoded and used by a filter in every place of the header, the envelope and the reply: it ends no field, no address and no reply early.
/// </summary>
[TestClass]
public sealed class InjectionTests
{
    private static readonly string[] Payloads =
    [
        "a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\r\n\r\nbody", "\r\nX-Evil: 1", "a\r\n", "a b\0X-Evil: 1", "a\r\n.\r\nMAIL FROM:<evil@example.test>",
    ];

    [TestMethod]
    public async Task Payload_InEveryPlace_EndsNothingEarly()
    {
        await using var host = await PosternProcess.StartAsync(MailLab.Filter("injection.mfl"));
        foreach (string payload in Payloads)
        {
            ConversationResult result = await PlayAsync(host, "<friend@example.test>", payload);

            Assert.AreEqual(ConversationOutcome.Accepted, result.Outcome, host.Output);
            string[] added = [.. result.Message.Header.Select(static line => line.Name).Where(static name => !name.StartsWith("X-Refused", StringComparison.Ordinal))];
            CollectionAssert.IsSubsetOf(
                added, new[] { "X-Payload", "Subject", "X-Add", "X-Insert", "MIME-Version", "Content-Type", "Content-Transfer-Encoding" }, payload);
            foreach (HeaderLine line in result.Message.Header)
                AssertIsOneField(line.Rest, payload);
            foreach (string address in result.Message.Recipients.Append(result.Message.Sender))
                Assert.IsFalse(address.AsSpan().ContainsAny("\r\n\0"), $"{payload}: {address}");
            if (payload.AsSpan().ContainsAny("\r\n"))
            {
                CollectionAssert.IsSubsetOf(
                    new[] { "header_add", "header_insert", "header_replace", "header_delete", "set_from", "set_from args", "rcpt_add", "rcpt_delete", "quarantine" },
                    result.Message.Header.Where(static line => line.Name == "X-Refused").Select(static line => line.Rest.Trim()).ToArray(), payload);
            }

            Assert.IsFalse(result.Message.Body.Span.IndexOf("\r\nX-Evil: 1"u8) >= 0, payload);
        }
    }

    [TestMethod]
    public async Task Payload_InAReply_StaysInItsLines()
    {
        await using var host = await PosternProcess.StartAsync(MailLab.Filter("injection.mfl"));
        foreach (string payload in Payloads)
        {
            var result = await PlayAsync(host, "<reply@example.test>", payload);

            Assert.AreEqual(ConversationOutcome.Rejected, result.Outcome, host.Output);
            string reply = result.Decision.Response.SmtpText;
            foreach (string line in reply.Split("\r\n"))
            {
                StringAssert.StartsWith(line, "550", payload);
                Assert.IsFalse(line.AsSpan().ContainsAny("\r\n\0"), $"{payload}: {line}");
            }
        }
    }

    private static void AssertIsOneField(string body, string payload)
    {
        for (int i = 0; i < body.Length; i++)
        {
            Assert.AreNotEqual('\0', body[i], payload);
            if (body[i] == '\r')
                Assert.IsTrue(i + 1 < body.Length && body[i + 1] == '\n', $"{payload}: bare CR in {body}");
            if (body[i] == '\n')
                Assert.IsTrue(body[i - 1] == '\r' && i + 1 < body.Length && body[i + 1] is ' ' or '\t', $"{payload}: {body} goes on as another field");
        }
    }

    private static async Task<ConversationResult> PlayAsync(PosternProcess host, string sender, string payload)
    {
        await using var client = await MilterClient.ConnectAsync(host.Address, new MilterClientOptions(), TimeProvider.System, default);
        await client.NegotiateAsync(default);
        string word = string.Concat(payload.Select(static c => $"={(int)c:X2}"));
        var message = MailMessage.Parse(System.Text.Encoding.ASCII.GetBytes($"Subject: x\r\nX-Payload: =?utf-8?q?{word}?=\r\n\r\nbody\r\n"));
        message.Sender = sender;
        message.Recipients.Add("<to@example.test>");
        return await new MilterConversation(client, new SmtpSessionDetails(), _ => { }).PlayMessageAsync(message, default);
    }
}
