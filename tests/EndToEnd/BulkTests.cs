using Postern.Testing.Servers;

namespace Postern.EndToEnd;

/// <summary>Many and large messages through Postfix.</summary>
[TestClass]
public sealed class BulkTests
{
    private const int Connections = 50;
    private const int PerConnection = 40;

    [TestMethod]
    public async Task Postfix_TwoThousandMessagesOverFiftyConnections_NoneLostNoneWrong()
    {
        // A server of its own: its sink holds nothing else.
        var host = await MailLab.Bulk;
        await using var postfix = await PostfixServer.StartAsync(host.PostfixAddress);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(c => SendManyAsync(postfix.PortFor(host.PostfixAddress), c)));
        await postfix.Sink.WaitForCountAsync(Connections * PerConnection, TimeSpan.FromMinutes(2));

        var arrived = postfix.Sink.Messages.ToDictionary(m => m.Recipients.Single());
        Assert.HasCount(Connections * PerConnection, arrived);
        foreach (var (connection, number) in Pairs())
        {
            var message = arrived[$"<r{connection}-{number}@postern.test>"];
            string sender = $"<s{connection}-{number}@example.test>";
            Assert.AreEqual(sender, message.Sender);
            CollectionAssert.AreEqual(new[] { sender }, message.Values("X-Sender-Seen").ToArray());
            CollectionAssert.AreEqual(new[] { $"{connection}-{number}" }, message.Values("Subject").ToArray());
            Assert.AreEqual($"body of {connection}-{number}\r\n", System.Text.Encoding.ASCII.GetString(message.Body.Span));
        }
    }

    [TestMethod]
    public async Task Postfix_MessageOf20MiB_ArrivesByteForByte()
    {
        var postfix = await MailLab.Postfix;
        byte[] body = LargeBody(20 << 20);
        await using var smtp = await SmtpConnection.OpenAsync(postfix.PortFor((await MailLab.Bulk).PostfixAddress));
        byte[] message = [.. "Subject: large\r\nX-Odd:\t two  blanks \r\n\r\n"u8, .. body];
        var reply = await smtp.SendAsync("large@example.test", ["large@postern.test"], message);
        Assert.AreEqual(250, reply.Code, reply.ToString());
        var arrived = await postfix.Sink.WaitForAsync("large@postern.test", MailLab.DeliveryLimit);
        CollectionAssert.AreEqual(new[] { "<large@example.test>" }, arrived.Values("X-Sender-Seen").ToArray());
        Assert.Contains("X-Odd:\t two  blanks ", arrived.Header);
        Assert.IsTrue(arrived.Body.Span.SequenceEqual(body), "the body has changed on its way");
    }

    private static async Task SendManyAsync(int port, int connection)
    {
        await using var smtp = await SmtpConnection.OpenAsync(port);
        for (int i = 0; i < PerConnection; i++)
        {
            string name = $"{connection}-{i}";
            var reply = await smtp.SendAsync($"s{name}@example.test", [$"r{name}@postern.test"],
                System.Text.Encoding.ASCII.GetBytes($"Subject: {name}\r\n\r\nbody of {name}\r\n"));
            Assert.AreEqual(250, reply.Code, $"{name}: {reply}");
        }
    }

    private static IEnumerable<(int Connection, int Number)> Pairs() =>
        from connection in Enumerable.Range(0, Connections)
        from number in Enumerable.Range(0, PerConnection)
        select (connection, number);

    /// <summary>Lines of all bytes but CR, LF and NUL, of different lengths, some with leading dots. The seed is fixed.</summary>
    private static byte[] LargeBody(int size)
    {
        var random = new Random(20);
        var body = new List<byte>(size + 1000);
        while (body.Count < size)
        {
            if (random.Next(10) == 0)
                body.Add((byte)'.');
            for (int left = random.Next(900); left > 0; left--)
                body.Add((byte)(random.Next(242) + 14));
            body.AddRange("\r\n"u8);
        }

        return [.. body];
    }
}
