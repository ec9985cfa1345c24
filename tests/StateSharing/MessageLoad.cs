using System.Collections.Concurrent;
using System.Net;
using Postern.Milter.Client;

namespace Postern.StateSharing;

/// <summary>Plays one MTA for each connection: takes messages from a common queue and keeps what became of them.</summary>
internal sealed class MessageLoad(IReadOnlyList<EndPoint> hosts, int connectionsPerHost)
{
    private static readonly MilterClientOptions Options = new() { ContentTimeout = TimeSpan.FromSeconds(60) };

    /// <summary>Sends one message for each key, all connections at once; every message ends in an outcome.</summary>
    public async Task<IReadOnlyList<MessageOutcome>> SendAsync(IEnumerable<string> keys)
    {
        var queue = new ConcurrentQueue<string>(keys);
        var outcomes = new ConcurrentBag<MessageOutcome>();
        await Task.WhenAll(
            from host in hosts
            from number in Enumerable.Range(0, connectionsPerHost)
            select Task.Run(() => ServeAsync(host, queue, outcomes)));
        return [.. outcomes];
    }

    private static async Task ServeAsync(EndPoint host, ConcurrentQueue<string> queue, ConcurrentBag<MessageOutcome> outcomes)
    {
        MilterClient? client = null;
        MilterConversation? conversation = null;
        while (queue.TryDequeue(out string? key))
        {
            try
            {
                if (client is null)
                {
                    client = await MilterClient.ConnectAsync(host, Options, TimeProvider.System, default);
                    await client.NegotiateAsync(default);
                    conversation = new MilterConversation(client, new SmtpSessionDetails(), static _ => { });
                    await conversation.OpenAsync(default);
                }

                outcomes.Add(await PlayAsync(conversation!, key));
            }
            catch (Exception e) when (e is MilterClientException or IOException or System.Net.Sockets.SocketException)
            {
                outcomes.Add(new MessageOutcome(key, null, e.Message));
                if (client is not null)
                    await client.DisposeAsync();
                client = null;
            }
        }

        if (client is not null)
            await client.DisposeAsync();
    }

    private static async Task<MessageOutcome> PlayAsync(MilterConversation conversation, string key)
    {
        MailMessage message = MailMessage.Parse("Subject: x\r\n\r\nbody\r\n"u8);
        message.Sender = $"<{key}@example.test>";
        message.Recipients.Add("<to@example.test>");
        ConversationResult result = await conversation.PlayMessageAsync(message, default);
        MilterResponse last = result.Decision.Response;
        return new MessageOutcome(key, last.Verdict, last.SmtpText);
    }
}
