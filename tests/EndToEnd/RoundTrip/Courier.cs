using System.Globalization;
using Postern.Testing.Servers;

namespace Postern.EndToEnd.RoundTrip;

/// <summary>Sends the same messages through one Postfix twice, past a milter and without one, and pairs what arrives.</summary>
internal sealed class Courier(PostfixServer postfix, string milter)
{
    /// <summary>Connections at once on each of the two ways.</summary>
    private const int Connections = 6;

    private static readonly TimeSpan DeliveryLimit = TimeSpan.FromMinutes(2);

    /// <summary>A Postfix that adds nothing but its <c>Received</c>, with the milter on one port and none on another.</summary>
    public static Task<PostfixServer> StartPostfixAsync(string milter) => PostfixServer.StartAsync(
        ["local_header_rewrite_clients =", "header_size_limit = 1000000", "message_drop_headers ="], milter, "");

    /// <summary>Sends messages and waits until all are there; those that Postfix refuses on both ways are left out.</summary>
    /// <param name="sender">The envelope's sender.</param>
    /// <param name="messages">The messages.</param>
    public async Task<IReadOnlyList<Delivery>> SendAsync(string sender, IReadOnlyList<(string Name, byte[] Content)> messages)
    {
        string run = Guid.NewGuid().ToString("N")[..8];
        var answers = await Task.WhenAll(SendAsync(postfix.PortFor(milter), "filtered-" + run, sender, messages),
            SendAsync(postfix.PortFor(""), "plain-" + run, sender, messages));
        var filtered = await CollectAsync("filtered-" + run, answers[0].Count(code => code == 250));
        var plain = await CollectAsync("plain-" + run, answers[1].Count(code => code == 250));
        for (int i = 0; i < messages.Count; i++)
            Assert.AreEqual(answers[1][i], answers[0][i], $"{messages[i].Name}: with and without the milter Postfix answers differently");
        return [.. Enumerable.Range(0, messages.Count).Where(i => answers[0][i] == 250)
            .Select(i => new Delivery(messages[i].Name, new HeaderAndBody(plain[i]), new HeaderAndBody(filtered[i])))];
    }

    private static async Task<int[]> SendAsync(int port, string way, string sender, IReadOnlyList<(string Name, byte[] Content)> messages)
    {
        int[] answers = new int[messages.Count];
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            await using var smtp = await SmtpConnection.OpenAsync(port);
            for (int i = Interlocked.Increment(ref next); i < messages.Count; i = Interlocked.Increment(ref next))
                answers[i] = (await smtp.SendAsync(sender, [Recipient(way, i)], messages[i].Content)).Code;
        }));
        return answers;
    }

    private async Task<Dictionary<int, byte[]>> CollectAsync(string way, int count)
    {
        bool IsOurs(DeliveredMessage message) => message.Recipients[0].StartsWith($"<{way}.", StringComparison.Ordinal);
        await postfix.Sink.WaitForCountAsync(IsOurs, count, DeliveryLimit);
        return postfix.Sink.Messages.Where(IsOurs)
            .ToDictionary(message => int.Parse(message.Recipients[0].Split('.')[1].Split('@')[0], CultureInfo.InvariantCulture), message => message.Content);
    }

    private static string Recipient(string way, int number) => string.Create(CultureInfo.InvariantCulture, $"{way}.{number}@postern.test");
}
