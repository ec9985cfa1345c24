using System.Net;
using System.Net.Sockets;
using System.Text;
using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>
/// The MTA's side of one milter connection: every command of the protocol as a call. Texts are byte strings. What a call sends
/// and awaits follows from the negotiation; a command that the filter has opted out of is not sent. Not thread-safe.
/// Every call throws <see cref="MilterClientException"/> when the filter fails.
/// </summary>
public sealed class MilterClient : IAsyncDisposable
{
    /// <summary>The most data that a body frame carries unless larger frames were negotiated, in bytes.</summary>
    public const int ChunkSize = 65535;

    private readonly MilterChannel _channel;
    private readonly MilterClientOptions _options;

    private MilterClient(MilterChannel channel, MilterClientOptions options)
    {
        _channel = channel;
        _options = options;
        Negotiated = new MilterNegotiation(
            options.Version, options.Actions, MilterSteps.None, new Dictionary<MilterStage, IReadOnlyList<string>>());
    }

    /// <summary>What is in force; before <see cref="NegotiateAsync"/> the offer with every step sent and answered.</summary>
    public MilterNegotiation Negotiated { get; private set; }

    /// <summary>Connects without negotiating.</summary>
    /// <param name="address">A TCP or UNIX socket address.</param>
    /// <param name="options">The offer and the time-outs.</param>
    /// <param name="time">The clock of the time-outs.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="MilterClientException">No connection within <see cref="MilterClientOptions.ConnectTimeout"/>.</exception>
    public static async Task<MilterClient> ConnectAsync(
        EndPoint address, MilterClientOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        var socket = address is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await socket.ConnectAsync(address, either.Token);
            return new MilterClient(new MilterChannel(socket, time), options);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && deadline.IsCancellationRequested))
        {
            socket.Dispose();
            string reason = e is SocketException ? e.Message : $"no answer within {options.ConnectTimeout.TotalSeconds:0.#} seconds";
            throw new MilterClientException(MilterClientFailure.Unreachable, reason, e);
        }
    }

    /// <summary>Offers version, actions and steps, and takes the filter's choice.</summary>
    public async Task<MilterNegotiation> NegotiateAsync(CancellationToken cancellationToken)
    {
        _channel.Write((byte)'O', NegotiationExchange.Offer(_options));
        Negotiated = NegotiationExchange.Accept(await _channel.ReadAsync(_options.CommandTimeout, cancellationToken), _options);
        return Negotiated;
    }

    /// <summary>Sends macros; an empty list is sent too.</summary>
    /// <param name="stage">The stage that they belong to: the next command.</param>
    /// <param name="macros">The macros.</param>
    public void SendMacros(MilterStage stage, IEnumerable<MilterMacro> macros)
    {
        var text = new StringBuilder();
        text.Append((char)Letter(stage));
        foreach (var macro in macros)
            text.Append(macro.WireName).Append('\0').Append(macro.Value).Append('\0');
        _channel.Write((byte)'D', Encoding.Latin1.GetBytes(text.ToString()));
    }

    /// <summary>The SMTP client has connected.</summary>
    /// <param name="hostName">Its name, or <c>[address]</c>.</param>
    /// <param name="family">The address family; with <see cref="ClientFamily.Unknown"/> neither port nor address is sent.</param>
    /// <param name="port">The client's port; 0 when unknown.</param>
    /// <param name="address">The address in text form, or the path of the socket.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<MilterResponse> ConnectedAsync(
        string hostName, ClientFamily family, ushort port, string address, CancellationToken cancellationToken)
    {
        string tail = family == ClientFamily.Unknown ? "" : $"{(char)(port >> 8)}{(char)(port & 0xFF)}{address}\0";
        return CommandAsync(MilterStage.Connect, $"{hostName}\0{(char)family}{tail}", cancellationToken);
    }

    /// <summary>HELO or EHLO.</summary>
    public Task<MilterResponse> HeloAsync(string name, CancellationToken cancellationToken) =>
        CommandAsync(MilterStage.Helo, name + '\0', cancellationToken);

    /// <summary>MAIL FROM.</summary>
    /// <param name="address">The address with its brackets.</param>
    /// <param name="arguments">The ESMTP arguments.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<MilterResponse> MailAsync(string address, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        CommandAsync(MilterStage.Mail, Joined(address, arguments), cancellationToken);

    /// <summary>RCPT TO; see <see cref="MailAsync"/>.</summary>
    public Task<MilterResponse> RcptAsync(string address, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        CommandAsync(MilterStage.Rcpt, Joined(address, arguments), cancellationToken);

    /// <summary>DATA; protocol version 4 and later.</summary>
    public Task<MilterResponse> DataAsync(CancellationToken cancellationToken) =>
        CommandAsync(MilterStage.Data, "", cancellationToken);

    /// <summary>A header field.</summary>
    /// <param name="name">The name without the colon.</param>
    /// <param name="value">The value with LF folds; whether it begins with the blank after the colon depends on the negotiation.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<MilterResponse> HeaderAsync(string name, string value, CancellationToken cancellationToken) =>
        CommandAsync(MilterStage.Header, $"{name}\0{value}\0", cancellationToken);

    /// <summary>The end of the header.</summary>
    public Task<MilterResponse> EndOfHeadersAsync(CancellationToken cancellationToken) =>
        CommandAsync(MilterStage.EndOfHeaders, "", cancellationToken);

    /// <summary>A chunk of the body, at most <see cref="MaxChunk"/> bytes.</summary>
    public Task<MilterResponse> BodyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken) =>
        SendAsync(MilterStage.Body, chunk, cancellationToken);

    /// <summary>An SMTP command that the MTA does not know; protocol version 3 and later.</summary>
    public Task<MilterResponse> UnknownAsync(string command, CancellationToken cancellationToken) =>
        CommandAsync(MilterStage.Unknown, command + '\0', cancellationToken);

    /// <summary>The end of the message.</summary>
    /// <param name="lastChunk">Body bytes that come with it; normally empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<EndOfMessageResponse> EndOfMessageAsync(ReadOnlyMemory<byte> lastChunk, CancellationToken cancellationToken)
    {
        _channel.Write(Letter(MilterStage.EndOfMessage), lastChunk.Span);
        var changes = new ModificationCollector(Negotiated.Actions);
        var response = await ReadReplyAsync(_options.ContentTimeout, changes, cancellationToken);
        return new EndOfMessageResponse(response, changes.Finish());
    }

    /// <summary>Gives up the message under way; not answered.</summary>
    public ValueTask AbortAsync(CancellationToken cancellationToken) => SendUnansweredAsync((byte)'A', cancellationToken);

    /// <summary>Ends the conversation; not answered.</summary>
    public ValueTask QuitAsync(CancellationToken cancellationToken) => SendUnansweredAsync((byte)'Q', cancellationToken);

    /// <summary>Ends the SMTP session but keeps the connection for the next, which begins with connect (<c>SMFIC_QUIT_NC</c>).</summary>
    public ValueTask QuitKeepingConnectionAsync(CancellationToken cancellationToken) =>
        SendUnansweredAsync((byte)'K', cancellationToken);

    /// <summary>The most data that one body frame may carry, in bytes.</summary>
    public int MaxChunk =>
        Negotiated.Steps.HasFlag(MilterSteps.MaxData1M) ? (1 << 20) - 1
        : Negotiated.Steps.HasFlag(MilterSteps.MaxData256K) ? (1 << 18) - 1
        : ChunkSize;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Joined(string address, IEnumerable<string> arguments) =>
        string.Concat(arguments.Prepend(address).Select(s => s + '\0'));

    private Task<MilterResponse> CommandAsync(MilterStage stage, string payload, CancellationToken cancellationToken) =>
        SendAsync(stage, Encoding.Latin1.GetBytes(payload), cancellationToken);

    private async Task<MilterResponse> SendAsync(
        MilterStage stage, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (!Negotiated.Sends(stage))
            return MilterResponse.NotSent;
        _channel.Write(Letter(stage), payload.Span);
        if (Negotiated.Awaits(stage))
            return await ReadReplyAsync(_options.CommandTimeout, changes: null, cancellationToken);
        await _channel.FlushAsync(cancellationToken);
        return MilterResponse.Unanswered;
    }

    private async Task<MilterResponse> ReadReplyAsync(
        TimeSpan timeout, ModificationCollector? changes, CancellationToken cancellationToken)
    {
        for (int progress = 0; ;)
        {
            var frame = await _channel.ReadAsync(timeout, cancellationToken);
            if (frame.Command == ReplyReader.Progress)
                progress++;
            else if (ReplyReader.TryReadVerdict(frame, out var verdict, out string text))
                return new MilterResponse(verdict, text, MilterExchange.Answered, progress);
            else if (changes is null)
                throw ReplyReader.Broken(frame, "a reply was expected; changes are only legal at end of message");
            else
                changes.Add(frame);
        }
    }

    private async ValueTask SendUnansweredAsync(byte command, CancellationToken cancellationToken)
    {
        _channel.Write(command, []);
        await _channel.FlushAsync(cancellationToken);
    }

    private static byte Letter(MilterStage stage) => stage switch
    {
        MilterStage.Connect => (byte)'C',
        MilterStage.Helo => (byte)'H',
        MilterStage.Mail => (byte)'M',
        MilterStage.Rcpt => (byte)'R',
        MilterStage.Data => (byte)'T',
        MilterStage.Header => (byte)'L',
        MilterStage.EndOfHeaders => (byte)'N',
        MilterStage.Body => (byte)'B',
        MilterStage.EndOfMessage => (byte)'E',
        MilterStage.Unknown => (byte)'U',
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "a stage that the MTA sends was expected"),
    };
}
