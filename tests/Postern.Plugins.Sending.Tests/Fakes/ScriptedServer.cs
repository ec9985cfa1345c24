using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Postern.Plugins.Sending.Tests.Fakes;

/// <summary>A server that answers as a test wants and keeps every byte it got.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public ScriptedServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"smtp://127.0.0.1:{Port}";

    public string Greeting { get; init; } = "220 server.test ESMTP\r\n";

    /// <summary>What EHLO brings, beside the name.</summary>
    public string[] Features { get; init; } = ["SIZE 1000000", "8BITMIME", "SMTPUTF8", "DSN"];

    /// <summary>The bytes to send for a command; <see langword="null"/> for what is usual, empty for nothing at all.</summary>
    public Func<string, string?> Answer { get; init; } = static _ => null;

    /// <summary>Makes STARTTLS work.</summary>
    public X509Certificate2? Certificate { get; init; }

    public bool IsEncryptedFromTheStart { get; init; }

    /// <summary>Replies to the end of the content, as LMTP has them.</summary>
    public string FinalReply { get; init; } = "250 taken\r\n";

    /// <summary>Each line outside of content, with its end.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The lines without their ends; one that does not end in CRLF, or has another line end in it, is a failure.</summary>
    public IReadOnlyList<string> Commands => [.. Lines.Select(static line =>
    {
        Assert.EndsWith("\r\n", line);
        Assert.IsLessThan(0, line[..^2].AsSpan().IndexOfAny('\r', '\n', '\0'), line);
        return line[..^2];
    })];

    /// <summary>The bytes between DATA and its reply, the final dot included.</summary>
    public string Content { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var socket = await _listener.AcceptSocketAsync(_stop.Token);
            try
            {
                await ConverseAsync(new NetworkStream(socket, ownsSocket: true));
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client has gone.
            }
        }
    }

    private async Task ConverseAsync(Stream stream)
    {
        if (IsEncryptedFromTheStart)
            stream = await EncryptAsync(stream);
        await SayAsync(stream, Greeting);
        while (await ReadLineAsync(stream) is { Length: > 0 } line)
        {
            Lines.Add(line);
            var command = line.TrimEnd('\r', '\n');
            var answer = Answer(command) ?? Usual(command);
            await SayAsync(stream, answer);
            if (command == "DATA" && answer.StartsWith("354", StringComparison.Ordinal))
            {
                Content = await ReadContentAsync(stream);
                await SayAsync(stream, FinalReply);
            }

            if (command == "STARTTLS" && answer == "220 go\r\n")
                stream = await EncryptAsync(stream);
            if (command == "QUIT")
                return;
        }
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
        return secure;
    }

    private string Usual(string command) => command.Split(' ', ':')[0] switch
    {
        "EHLO" or "LHLO" => string.Concat(Features.SkipLast(1).Prepend("server.test").Select(static line => $"250-{line}\r\n")) + $"250 {Features.LastOrDefault("HELP")}\r\n",
        "STARTTLS" => "220 go\r\n",
        "DATA" => "354 go on\r\n",
        "QUIT" => "221 bye\r\n",
        _ => "250 ok\r\n",
    };

    private async Task SayAsync(Stream stream, string text)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), _stop.Token);
        await stream.FlushAsync(_stop.Token);
    }

    private async Task<string> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            line.Append((char)one[0]);
            if (one[0] == '\n')
                break;
        }

        return line.ToString();
    }

    private async Task<string> ReadContentAsync(Stream stream)
    {
        var content = new StringBuilder("\r\n");
        var buffer = new byte[4096];
        while (!content.ToString(Math.Max(0, content.Length - 5), Math.Min(5, content.Length)).EndsWith("\r\n.\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
                throw new IOException("the client went away inside a message");
            content.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return content.ToString(2, content.Length - 2);
    }
}
