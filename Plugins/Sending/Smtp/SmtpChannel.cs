using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>The line to a server: commands out, replies in, each with a deadline. A failure is a broken reply, and nothing is sent or read after it.</summary>
internal sealed class SmtpChannel : IAsyncDisposable
{
    private static readonly TimeSpan QuitLimit = TimeSpan.FromSeconds(2);

    private readonly MailerUrl _url;
    private readonly TimeProvider _time;
    private ReplyParser _parser = new();
    private Stream _stream;
    private ServerReply? _broken;

    private SmtpChannel(MailerUrl url, TimeProvider time, Stream stream)
    {
        _url = url;
        _time = time;
        _stream = stream;
    }

    /// <summary>The other side is this machine.</summary>
    public bool IsLocal { get; private init; }

    /// <summary>This side's address, for a greeting without a name.</summary>
    public IPAddress? OwnAddress { get; private init; }

    public bool IsEncrypted => _stream is SslStream;

    /// <summary>Connects.</summary>
    /// <returns>The channel, or why there is none.</returns>
    public static async ValueTask<(SmtpChannel? Channel, string Problem)> ConnectAsync(MailerUrl url, TimeProvider time, CancellationToken cancellationToken)
    {
        var isUnix = url.Path.Length > 0;
        var socket = isUnix
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var deadline = new Deadline(url.Timeout, time, cancellationToken);
        try
        {
            if (isUnix)
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(url.Path), deadline.Token);
            else
                await socket.ConnectAsync(url.Host, url.Port, deadline.Token);
            var remote = (socket.RemoteEndPoint as IPEndPoint)?.Address;
            return (new SmtpChannel(url, time, new NetworkStream(socket, ownsSocket: true))
            {
                IsLocal = isUnix || (remote is not null && IPAddress.IsLoopback(remote)),
                OwnAddress = (socket.LocalEndPoint as IPEndPoint)?.Address,
            }, "");
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return (null, e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData ? $"unknown host {url.Host}" : e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            return (null, Late("a connection"));
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and waits for its reply.</summary>
    public async ValueTask<ServerReply> CommandAsync(string command, CancellationToken cancellationToken)
    {
        // All that a command is made of has been checked before; this holds whatever was forgotten.
        if (command.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            return _broken = ServerReply.Broken("a command would have a line end in it; nothing was sent");
        return await SendAsync(Encoding.Latin1.GetBytes(command + "\r\n"), cancellationToken)
            ?? await ReadAsync(_url.Timeout, cancellationToken);
    }

    /// <summary>Sends bytes as they are.</summary>
    /// <returns>Why it could not.</returns>
    public async ValueTask<ServerReply?> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_broken is not null)
            return _broken;
        using var deadline = new Deadline(_url.Timeout, _time, cancellationToken);
        try
        {
            await _stream.WriteAsync(bytes, deadline.Token);
            await _stream.FlushAsync(deadline.Token);
            return null;
        }
        catch (IOException e)
        {
            return _broken = ServerReply.Broken(Reason(e));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return _broken = ServerReply.Broken(Late("the server to take data"));
        }
    }

    public async ValueTask<ServerReply> ReadAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (_broken is not null)
            return _broken;
        using var deadline = new Deadline(limit, _time, cancellationToken);
        try
        {
            return await ReadWholeAsync(deadline.Token) is { IsBroken: false } reply ? reply : _broken!;
        }
        catch (IOException e)
        {
            return _broken = ServerReply.Broken(Reason(e));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return _broken = ServerReply.Broken(Late("a reply"));
        }
    }

    /// <summary>
    /// Begins TLS. Nothing that came before counts after it: a server, or somebody between, that has sent more than the reply to STARTTLS is not trusted any further.
    /// </summary>
    /// <returns>Why it could not.</returns>
    [SuppressMessage("Security", "CA5359", Justification = "Without verify=yes TLS is opportunistic (RFC 7435): a certificate that cannot be checked is better than none.")]
    public async ValueTask<string?> StartTlsAsync(CancellationToken cancellationToken)
    {
        if (_parser.HasLeftover)
            return await NoTlsAsync(_stream, "the server sent more than its reply before TLS had begun");
        _parser = new ReplyParser();
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _url.Host,
            RemoteCertificateValidationCallback = _url.ChecksCertificate ? null : static (_, _, _, _) => true,
        };
        using var deadline = new Deadline(_url.Timeout, _time, cancellationToken);
        var secure = new SslStream(_stream, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(options, deadline.Token);
            _stream = secure;
            return null;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return await NoTlsAsync(secure, $"TLS failed: {Printable.Text(e.Message)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await NoTlsAsync(secure, Late("TLS"));
        }
    }

    /// <summary>Says goodbye, without waiting long for an answer that changes nothing.</summary>
    public async ValueTask QuitAsync(CancellationToken cancellationToken)
    {
        if (await SendAsync("QUIT\r\n"u8.ToArray(), cancellationToken) is null)
            await ReadAsync(QuitLimit, cancellationToken);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async ValueTask<string> NoTlsAsync(Stream stream, string problem)
    {
        await stream.DisposeAsync();
        _broken = ServerReply.Broken(problem);
        return problem;
    }

    private async ValueTask<ServerReply> ReadWholeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (_parser.Next(out var reply))
            {
                case ReplyStatus.Done:
                    return reply!;
                case ReplyStatus.Invalid:
                    return _broken = ServerReply.Broken($"the server sent {_parser.Problem}");
                default:
                    var count = await _stream.ReadAsync(_parser.Space, cancellationToken);
                    if (count == 0)
                        return _broken = ServerReply.Broken("the server closed the connection");
                    _parser.Received(count);
                    break;
            }
        }
    }

    private static string Reason(IOException e) => Printable.Text((e.InnerException as SocketException)?.Message ?? e.Message);

    private static string Late(string what) => string.Create(CultureInfo.InvariantCulture, $"waited too long for {what}");
}
