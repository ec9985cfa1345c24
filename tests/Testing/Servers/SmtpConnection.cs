using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Postern.Testing.Servers;

/// <summary>A small SMTP client for tests: sends what it is told and returns what comes.</summary>
public sealed class SmtpConnection : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    private SmtpConnection(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream, Encoding.Latin1, false, 4096);
    }

    /// <summary>Connects without waiting for the greeting.</summary>
    /// <param name="port">The server's port on 127.0.0.1.</param>
    /// <param name="from">The address to connect from: any of 127.0.0.0/8.</param>
    public static async Task<SmtpConnection> ConnectAsync(int port, string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new SmtpConnection(socket);
    }

    /// <summary>Connects, and says EHLO after the greeting.</summary>
    public static async Task<SmtpConnection> OpenAsync(int port, string helo = "client.test")
    {
        var connection = await ConnectAsync(port);
        await connection.ExpectAsync(220, null);
        await connection.ExpectAsync(250, "EHLO " + helo);
        return connection;
    }

    public async Task<SmtpReplyLines> ReadReplyAsync()
    {
        using var deadline = new CancellationTokenSource(Limit);
        var lines = new List<string>();
        while (true)
        {
            string line = await _reader.ReadLineAsync(deadline.Token)
                ?? throw new InvalidOperationException("the SMTP server closed the connection instead of replying");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length < 4 || line[3] != '-')
                return new SmtpReplyLines(int.Parse(line[..3], System.Globalization.CultureInfo.InvariantCulture), lines);
        }
    }

    public async Task<SmtpReplyLines> CommandAsync(string command)
    {
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(command + "\r\n"));
        return await ReadReplyAsync();
    }

    /// <summary>Sends a command, or only waits when there is none; another code than the expected is an error.</summary>
    public async Task<SmtpReplyLines> ExpectAsync(int code, string? command)
    {
        var reply = command is null ? await ReadReplyAsync() : await CommandAsync(command);
        return reply.Code == code ? reply
            : throw new InvalidOperationException($"{command ?? "connect"}: {code} was expected, \"{reply}\" came");
    }

    /// <summary>Sends the text after DATA: doubles leading dots, ends with a dot.</summary>
    public async Task<SmtpReplyLines> ContentAsync(ReadOnlyMemory<byte> message)
    {
        await _stream.WriteAsync(DotStuffed(message.Span));
        return await ReadReplyAsync();
    }

    /// <summary>One whole message in an opened session; returns the last reply, that of the first step refused.</summary>
    public async Task<SmtpReplyLines> SendAsync(string sender, IEnumerable<string> recipients, ReadOnlyMemory<byte> message)
    {
        var reply = await CommandAsync($"MAIL FROM:<{sender}>");
        foreach (string recipient in recipients)
        {
            if (reply.Code >= 400)
                return reply;
            reply = await CommandAsync($"RCPT TO:<{recipient}>");
        }

        if (reply.Code < 400)
            reply = await CommandAsync("DATA");
        return reply.Code < 400 ? await ContentAsync(message) : reply;
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _stream.DisposeAsync();
        _socket.Dispose();
    }

    private static byte[] DotStuffed(ReadOnlySpan<byte> message)
    {
        var output = new List<byte>(message.Length + 16);
        bool lineStart = true;
        foreach (byte b in message)
        {
            if (lineStart && b == '.')
                output.Add((byte)'.');
            output.Add(b);
            lineStart = b == '\n';
        }

        if (!lineStart)
            output.AddRange("\r\n"u8);
        output.AddRange(".\r\n"u8);
        return [.. output];
    }
}
