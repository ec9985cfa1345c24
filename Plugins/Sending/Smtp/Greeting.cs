using System.Net;
using System.Net.Sockets;
using System.Text;
using Postern.Abstractions.Messages;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>Brings a connection to where a message may be sent: greeting, EHLO, TLS, authentication.</summary>
internal sealed class Greeting(MailerUrl url, SmtpChannel channel)
{
    /// <summary>What the server can, as it said last.</summary>
    public ServerFeatures Features { get; private set; } = ServerFeatures.None;

    /// <returns>Why no message can be sent; <see langword="null"/> when one can.</returns>
    public async ValueTask<SendFailure?> RunAsync(CancellationToken cancellationToken)
    {
        if (url.Kind == MailerKind.SmtpOverTls && await channel.StartTlsAsync(cancellationToken) is { } problem)
            return new SendFailure(MailStatus.Deferred, problem);
        var greeting = await channel.ReadAsync(url.Timeout, cancellationToken);
        if (greeting.Code != 220)
            return SendFailure.Of(greeting);
        return await SayHelloAsync(cancellationToken)
            ?? await EncryptAsync(cancellationToken)
            ?? await AuthenticateAsync(cancellationToken);
    }

    private async ValueTask<SendFailure?> SayHelloAsync(CancellationToken cancellationToken)
    {
        var isLmtp = url.Kind == MailerKind.Lmtp;
        var reply = await channel.CommandAsync($"{(isLmtp ? "LHLO" : "EHLO")} {OwnName()}", cancellationToken);
        if (reply.IsPositive)
        {
            Features = ServerFeatures.Read(reply);
            return null;
        }

        if (isLmtp || reply.Code < 500)
            return SendFailure.Of(reply);
        Features = ServerFeatures.None;
        reply = await channel.CommandAsync($"HELO {OwnName()}", cancellationToken);
        return reply.IsPositive ? null : SendFailure.Of(reply);
    }

    // What the server said before TLS may be anybody's: it is asked again (RFC 3207 §4.2).
    private async ValueTask<SendFailure?> EncryptAsync(CancellationToken cancellationToken)
    {
        if (channel.IsEncrypted || url.StartTls == TlsPolicy.Never)
            return null;
        if (!Features.StartTls)
            return url.StartTls == TlsPolicy.Require ? new SendFailure(MailStatus.Deferred, "TLS is required, but the server does not offer it") : null;
        var reply = await channel.CommandAsync("STARTTLS", cancellationToken);
        if (reply.IsBroken)
            return SendFailure.Of(reply);
        if (reply.Code != 220)
            return url.StartTls == TlsPolicy.Require ? new SendFailure(MailStatus.Deferred, $"TLS is required, but the server says {reply}") : null;
        if (await channel.StartTlsAsync(cancellationToken) is { } problem)
            return new SendFailure(MailStatus.Deferred, problem);
        Features = ServerFeatures.None;
        return await SayHelloAsync(cancellationToken);
    }

    private async ValueTask<SendFailure?> AuthenticateAsync(CancellationToken cancellationToken)
    {
        if (url.User.Length == 0)
            return null;
        if (!channel.IsEncrypted && !channel.IsLocal)
            return new SendFailure(MailStatus.Deferred, "the password is not sent without TLS; use smtps: or starttls=require");
        ServerReply reply;
        if (Features.Mechanisms.Contains("PLAIN"))
            reply = await channel.CommandAsync($"AUTH PLAIN {Base64($"\0{url.User}\0{url.Password}")}", cancellationToken);
        else if (Features.Mechanisms.Contains("LOGIN"))
            reply = await LogInAsync(cancellationToken);
        else
            return new SendFailure(MailStatus.Deferred, "the server offers neither AUTH PLAIN nor AUTH LOGIN");

        // A wrong password is a mistake of the configuration, not of the message.
        return reply.IsPositive ? null : new SendFailure(MailStatus.Deferred, $"authentication failed: {reply}");
    }

    private async ValueTask<ServerReply> LogInAsync(CancellationToken cancellationToken)
    {
        var reply = await channel.CommandAsync("AUTH LOGIN", cancellationToken);
        if (reply.Code == 334)
            reply = await channel.CommandAsync(Base64(url.User), cancellationToken);
        return reply.Code == 334 ? await channel.CommandAsync(Base64(url.Password), cancellationToken) : reply;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.Latin1.GetBytes(text));

    /// <summary>The machine's name when it looks like one of the DNS, else its address (RFC 5321 §4.1.3).</summary>
    private string OwnName()
    {
        if (url.Ehlo.Length > 0)
            return url.Ehlo;
        var name = Environment.MachineName;
        if (name.Contains('.', StringComparison.Ordinal) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
            return name;
        var address = channel.OwnAddress ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]";
    }
}
