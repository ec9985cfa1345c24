using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Postern.Plugins.Postgres.Tests.Faults;

/// <summary>A way to the server that can be cut at the worst moments.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _accepting;
    private CancellationTokenSource _connected = new();
    private byte[]? _question;
    private int _cutRequests;
    private int _cutAnswers;

    public CuttingProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Runs when a connection was cut, before the next one is accepted.</summary>
    public Func<Task> WhenCut { get; set; } = static () => Task.CompletedTask;

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>The next requests do not reach the server.</summary>
    public void CutRequests(int count) => Volatile.Write(ref _cutRequests, count);

    /// <summary>The next requests reach the server, their answers nobody.</summary>
    public void CutAnswers(int count) => Volatile.Write(ref _cutAnswers, count);

    /// <summary>The answer to the next request that holds a text reaches nobody.</summary>
    public void CutAnswerTo(string question) => Volatile.Write(ref _question, Encoding.ASCII.GetBytes(question));

    /// <summary>Cuts all connections that there are.</summary>
    public async Task CutAsync()
    {
        var old = Interlocked.Exchange(ref _connected, new CancellationTokenSource());
        await old.CancelAsync();
        old.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
        _connected.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                connections.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, _connected.Token))
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            var requests = CopyAsync(client, server, isRequest: true, over);
            var answers = CopyAsync(server, client, isRequest: false, over);
            await Task.WhenAny(requests, answers);
            await over.CancelAsync();
            await Task.WhenAll(requests, answers);
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool isRequest, CancellationTokenSource over)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, over.Token) is var count and > 0)
            {
                if (isRequest && Volatile.Read(ref _question) is { } question && buffer.AsSpan(0, count).IndexOf(question) >= 0)
                {
                    Volatile.Write(ref _question, null);
                    CutAnswers(1);
                }

                bool isCut = isRequest
                    ? Interlocked.Decrement(ref _cutRequests) >= 0
                    : Interlocked.Decrement(ref _cutAnswers) >= 0;
                if (isCut)
                {
                    Cuts++;
                    await WhenCut();
                    await over.CancelAsync();
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), over.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The connection has ended.
        }
    }
}
