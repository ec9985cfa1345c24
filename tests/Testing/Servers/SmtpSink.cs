using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Postern.Testing.Servers;

/// <summary>An SMTP server that takes every message and keeps its bytes: where the MTA under test delivers.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<DeliveredMessage> _messages = [];
    private readonly Task _accepting;

    public SmtpSink()
    {
        _listener.Start(256);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyCollection<DeliveredMessage> Messages => _messages;

    /// <summary>The first message to a recipient; waits for it.</summary>
    public async Task<DeliveredMessage> WaitForAsync(string recipient, TimeSpan limit)
    {
        DeliveredMessage? found = null;
        await WaitUntilAsync(() => (found = _messages.FirstOrDefault(m => m.Recipients.Contains($"<{recipient}>"))) is not null,
            limit, $"a message to {recipient}");
        return found!;
    }

    public Task WaitForCountAsync(int count, TimeSpan limit) =>
        WaitUntilAsync(() => _messages.Count >= count, limit, $"{count} messages");

    /// <summary>Waits for a number of messages of a kind.</summary>
    public Task WaitForCountAsync(Func<DeliveredMessage, bool> kind, int count, TimeSpan limit) =>
        WaitUntilAsync(() => _messages.Count(kind) >= count, limit, $"{count} messages of a kind");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WaitUntilAsync(Func<bool> condition, TimeSpan limit, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > limit)
                throw new InvalidOperationException($"{what} did not arrive within {limit}; {_messages.Count} messages are here");
            await Task.Delay(20);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        await using var stream = new BufferedStream(new NetworkStream(socket, ownsSocket: true), 65536);
        try
        {
            await ConverseAsync(stream);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client went away; a message that was not finished does not count.
        }
    }

    private async Task ConverseAsync(BufferedStream stream)
    {
        string sender = "";
        var recipients = new List<string>();
        await SayAsync(stream, "220 sink.test ESMTP");
        while (await ReadLineAsync(stream) is { } line)
        {
            switch (line.Length < 4 ? "" : line[..4].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync(stream, "250-sink.test\r\n250-8BITMIME\r\n250 SIZE");
                    break;
                case "MAIL":
                    sender = Address(line);
                    recipients = [];
                    await SayAsync(stream, "250 ok");
                    break;
                case "RCPT":
                    recipients.Add(Address(line));
                    await SayAsync(stream, "250 ok");
                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    _messages.Enqueue(new DeliveredMessage(sender, recipients, await ReadContentAsync(stream)));
                    await SayAsync(stream, "250 ok");
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, "250 ok");
                    break;
            }
        }
    }

    private async Task SayAsync(BufferedStream stream, string text)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text + "\r\n"), _stop.Token);
        await stream.FlushAsync(_stop.Token);
    }

    private static string Address(string line) => line[line.IndexOf('<', StringComparison.Ordinal)..(line.IndexOf('>', StringComparison.Ordinal) + 1)];

    private static async Task<string?> ReadLineAsync(BufferedStream stream)
    {
        var line = new MemoryStream();
        return await ReadRawLineAsync(stream, line) ? Encoding.Latin1.GetString(line.ToArray()).TrimEnd('\r', '\n') : null;
    }

    /// <summary>Appends a line with its end.</summary>
    private static async Task<bool> ReadRawLineAsync(BufferedStream stream, MemoryStream line)
    {
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            line.WriteByte(one[0]);
            if (one[0] == '\n')
                return true;
        }

        return false;
    }

    private static async Task<byte[]> ReadContentAsync(BufferedStream stream)
    {
        var content = new MemoryStream();
        byte[] buffer = new byte[65536];
        var state = new DotState();
        while (true)
        {
            int read = await stream.ReadAsync(buffer);
            if (read == 0)
                throw new IOException("the client went away inside a message");
            if (state.Take(buffer.AsSpan(0, read), content))
                return content.ToArray();
        }
    }

    /// <summary>Undoes dot stuffing and finds the end. A client that waits for the reply sends nothing after it.</summary>
    private struct DotState
    {
        private int _state;

        public DotState() => _state = 2;

        // 0 in a line, 1 after CR, 2 at a line's start, 3 after a dot at a line's start, 4 after that dot and CR.
        public bool Take(ReadOnlySpan<byte> bytes, MemoryStream content)
        {
            foreach (byte b in bytes)
            {
                if (_state == 2 && b == '.')
                {
                    _state = 3;
                    continue;
                }

                if (_state == 3 && b == '\r')
                {
                    _state = 4;
                    continue;
                }

                if (_state == 4 && b == '\n')
                    return true;
                if (_state == 4)
                    content.WriteByte((byte)'\r');
                content.WriteByte(b);
                _state = b == '\r' ? 1 : _state == 1 && b == '\n' ? 2 : 0;
            }

            return false;
        }
    }
}
