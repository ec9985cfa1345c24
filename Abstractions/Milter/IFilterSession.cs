namespace Postern.Abstractions.Milter;

/// <summary>
/// The filter's side of one milter connection: one call per stage, never two at once. A stage outside
/// <see cref="FilterRequirements.Stages"/> is not called. Memory in the arguments is valid until the returned task completes.
/// An exception out of a call becomes one log line and a tempfail for the message under way.
/// </summary>
public interface IFilterSession : IAsyncDisposable
{
    /// <summary>The SMTP client has connected.</summary>
    ValueTask<MilterReply> ConnectAsync(ConnectEvent client, CancellationToken cancellationToken);

    /// <summary>HELO or EHLO with its argument.</summary>
    ValueTask<MilterReply> HeloAsync(ReadOnlyMemory<byte> name, CancellationToken cancellationToken);

    /// <summary>MAIL FROM; begins a message.</summary>
    ValueTask<MilterReply> MailAsync(EnvelopeEvent sender, CancellationToken cancellationToken);

    /// <summary>RCPT TO; refusing concerns this recipient only.</summary>
    ValueTask<MilterReply> RcptAsync(EnvelopeEvent recipient, CancellationToken cancellationToken);

    /// <summary>DATA.</summary>
    ValueTask<MilterReply> DataAsync(CancellationToken cancellationToken);

    /// <summary>One header field.</summary>
    ValueTask<MilterReply> HeaderAsync(HeaderEvent field, CancellationToken cancellationToken);

    /// <summary>The end of the header.</summary>
    ValueTask<MilterReply> EndOfHeadersAsync(CancellationToken cancellationToken);

    /// <summary>One chunk of the body, with CRLF line ends as received; may be empty and may hold NUL.</summary>
    ValueTask<MilterReply> BodyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken);

    /// <summary>The end of the message; queued modifications are sent when the reply is accept or continue.</summary>
    ValueTask<MilterReply> EndOfMessageAsync(CancellationToken cancellationToken);

    /// <summary>An SMTP command that the MTA does not know, with its arguments where the MTA sends them.</summary>
    ValueTask<MilterReply> UnknownAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken);

    /// <summary>The message under way has ended without an end of message, or the MTA has reset the session.</summary>
    ValueTask AbortAsync(CancellationToken cancellationToken);
}
