using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Postern.Plugins.Dns.Wire;

namespace Postern.Plugins.Dns.Tests.Fakes;

/// <summary>A name server, over UDP and TCP on one port of loopback, that answers what a test tells it to.</summary>
internal sealed class ScriptedNameServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly UdpClient _datagrams;
    private readonly TcpListener _streams;
    private readonly Task _work;

    /// <param name="answer">The datagrams, or the messages of a stream, that answer a query; whether it came over TCP.</param>
    public ScriptedNameServer(Func<byte[], bool, IEnumerable<byte[]>> answer)
    {
        (_datagrams, _streams) = Listen();
        _work = Task.WhenAll(ServeDatagramsAsync(answer), ServeStreamsAsync(answer));
    }

    public ScriptedNameServer(Func<byte[], byte[]> answer)
        : this((query, _) => [answer(query)])
    {
    }

    /// <summary>What was asked, in order of arrival.</summary>
    public ConcurrentQueue<DnsQuestion> Asked { get; } = [];

    /// <summary>From which ports, and with which ids.</summary>
    public ConcurrentQueue<(int Port, int Id)> Senders { get; } = [];

    /// <summary>Every query takes this: a test that lets none through has them all waiting.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public IPEndPoint EndPoint => (IPEndPoint)_datagrams.Client.LocalEndPoint!;

    /// <summary>How resolv.conf names it.</summary>
    public string Line => $"nameserver [{EndPoint.Address}]:{EndPoint.Port}\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _datagrams.Dispose();
        _streams.Dispose();
        await Task.WhenAny(_work);
        _stop.Dispose();
    }

    private static (UdpClient Datagrams, TcpListener Streams) Listen()
    {
        while (true)
        {
            var streams = new TcpListener(IPAddress.Loopback, 0);
            streams.Start();
            try
            {
                return (new UdpClient(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)streams.LocalEndpoint).Port)), streams);
            }
            catch (SocketException)
            {
                // Somebody has that port for datagrams.
                streams.Dispose();
            }
        }
    }

    private async Task ServeDatagramsAsync(Func<byte[], bool, IEnumerable<byte[]>> answer)
    {
        while (true)
        {
            var query = await _datagrams.ReceiveAsync(_stop.Token);
            Note(query.Buffer);
            Senders.Enqueue((query.RemoteEndPoint.Port, BinaryPrimitives.ReadUInt16BigEndian(query.Buffer)));
            _ = ReplyAsync(query);
        }

        async Task ReplyAsync(UdpReceiveResult query)
        {
            await Gate;
            foreach (var message in answer(query.Buffer, false))
                await _datagrams.SendAsync(message, query.RemoteEndPoint, _stop.Token);
        }
    }

    private async Task ServeStreamsAsync(Func<byte[], bool, IEnumerable<byte[]>> answer)
    {
        while (true)
        {
            using var client = await _streams.AcceptTcpClientAsync(_stop.Token);
            var stream = client.GetStream();
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, _stop.Token);
            var query = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(query, _stop.Token);
            Note(query);
            foreach (var message in answer(query, true))
            {
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)message.Length);
                await stream.WriteAsync(length, _stop.Token);
                await stream.WriteAsync(message, _stop.Token);
            }
        }
    }

    private void Note(byte[] query) => Asked.Enqueue(MessageText.Question(query));
}
