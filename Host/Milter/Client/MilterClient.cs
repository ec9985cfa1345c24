using System.Net;
using System.Net.Sockets;
using System.Text;
using Postern.Abstractions.Milter;
using Postern.Milter.Wire;

namespace Postern.Milter.Client;

/// <summary>
/// The MTA's side of one milter connection: every command of the protocol as a call. Texts are byte strings. What a call sends
/// and awaits follows from the negotiation; a command that the filter has opted out of is not sent. Not thread-safe.
/// Every call throws <see cref="MilterClientException"/> when the filter fails.
/// </summary>
public sealed class MilterClient : IAsyncDisposable
{
    /// <summary>The most data that a body frame carries unless larger frames were negotiated, in bytes.</summary>
    public const int ChunkSize = BodyCommand.ChunkBytes;

    private readonly MilterChannel _channel;
    private readonly MilterClientOptions _options;
    private readonly TimeProvider _time;

    internal MilterClient(IMilterConnection connection, MilterClientOptions options, TimeProvider time)
    {
        _channel = new MilterChannel(connection, options, time);
        _options = options;
        _time = time;
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
            return new MilterClient(new SocketConnection(socket), options, time);
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
        NegotiationExchange.Offer(_options).Write(_channel.Output);
        Negotiated = NegotiationExchange.Accept(await _channel.ReadAsync(_options.CommandTimeout, cancellationToken), _options);
        return Negotiated;
    }

    /// <summary>Sends macros; an empty list is sent too.</summary>
    /// <param name="stage">The stage that they belong to: the next command.</param>
    /// <param name="macros">The macros.</param>
    public void SendMacros(MilterStage stage, IEnumerable<MilterMacro> macros)
    {
        var text = new StringBuilder();
        foreach (var macro in macros)
            AppendText(AppendText(text, macro.WireName), macro.Value);
        new MacroDefinition(Command(stage), Encoding.Latin1.GetBytes(text.ToString())).Write(_channel.Output);
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
        var client = new ConnectEvent(Bytes(hostName), family, port, Bytes(address));
        return SendAsync(MilterStage.Connect, new ConnectCommand(client).Write, cancellationToken);
    }

    /// <summary>HELO or EHLO.</summary>
    public Task<MilterResponse> HeloAsync(string name, CancellationToken cancellationToken) =>
        TextAsync(MilterStage.Helo, name, cancellationToken);

    /// <summary>MAIL FROM.</summary>
    /// <param name="address">The address with its brackets.</param>
    /// <param name="arguments">The ESMTP arguments.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<MilterResponse> MailAsync(string address, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        EnvelopeAsync(MilterStage.Mail, address, arguments, cancellationToken);

    /// <summary>RCPT TO; see <see cref="MailAsync"/>.</summary>
    public Task<MilterResponse> RcptAsync(string address, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        EnvelopeAsync(MilterStage.Rcpt, address, arguments, cancellationToken);

    /// <summary>DATA; protocol version 4 and later.</summary>
    public Task<MilterResponse> DataAsync(CancellationToken cancellationToken) =>
        SendAsync(MilterStage.Data, new EmptyCommand(Command(MilterStage.Data)).Write, cancellationToken);

    /// <summary>A header field.</summary>
    /// <param name="name">The name without the colon.</param>
    /// <param name="value">The value with LF folds; whether it begins with the blank after the colon depends on the negotiation.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<MilterResponse> HeaderAsync(string name, string value, CancellationToken cancellationToken) =>
        SendAsync(
            MilterStage.Header, new HeaderCommand(new HeaderEvent(Bytes(name), Bytes(value))).Write, cancellationToken);

    /// <summary>The end of the header.</summary>
    public Task<MilterResponse> EndOfHeadersAsync(CancellationToken cancellationToken) =>
        SendAsync(MilterStage.EndOfHeaders, new EmptyCommand(Command(MilterStage.EndOfHeaders)).Write, cancellationToken);

    /// <summary>A chunk of the body, at most <see cref="MaxChunk"/> bytes.</summary>
    public Task<MilterResponse> BodyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken) =>
        SendAsync(MilterStage.Body, new BodyCommand(CommandCode.Body, chunk).Write, cancellationToken);

    /// <summary>An SMTP command that the MTA does not know; protocol version 3 and later.</summary>
    public Task<MilterResponse> UnknownAsync(string command, CancellationToken cancellationToken) =>
        TextAsync(MilterStage.Unknown, command, cancellationToken);

    /// <summary>The end of the message.</summary>
    /// <param name="lastChunk">Body bytes that come with it; normally empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<EndOfMessageResponse> EndOfMessageAsync(ReadOnlyMemory<byte> lastChunk, CancellationToken cancellationToken)
    {
        new BodyCommand(CommandCode.EndOfMessage, lastChunk).Write(_channel.Output);
        var changes = new ModificationCollector(Negotiated.Actions);
        using var deadline = new CancellationTokenSource(_options.EndOfMessageTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var response = await ReadReplyAsync(_options.ContentTimeout, changes, either.Token);
            return new EndOfMessageResponse(response, changes.Finish());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MilterClientException(MilterClientFailure.TimedOut,
                $"the filter did not finish the message within {_options.EndOfMessageTimeout.TotalSeconds:0.#} seconds");
        }
    }

    /// <summary>Gives up the message under way; not answered.</summary>
    public ValueTask AbortAsync(CancellationToken cancellationToken) => SendUnansweredAsync(CommandCode.Abort, cancellationToken);

    /// <summary>Ends the conversation; not answered.</summary>
    public ValueTask QuitAsync(CancellationToken cancellationToken) => SendUnansweredAsync(CommandCode.Quit, cancellationToken);

    /// <summary>Ends the SMTP session but keeps the connection for the next, which begins with connect (<c>SMFIC_QUIT_NC</c>).</summary>
    public ValueTask QuitKeepingConnectionAsync(CancellationToken cancellationToken) =>
        SendUnansweredAsync(CommandCode.QuitNewConnection, cancellationToken);

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

    /// <summary>A text on the wire ends at its first NUL: those inside are left out.</summary>
    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text.Replace("\0", "", StringComparison.Ordinal));

    private Task<MilterResponse> TextAsync(MilterStage stage, string text, CancellationToken cancellationToken) =>
        SendAsync(stage, new TextCommand(Command(stage), Bytes(text)).Write, cancellationToken);

    private Task<MilterResponse> EnvelopeAsync(
        MilterStage stage, string address, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var texts = arguments.Aggregate(new StringBuilder(), AppendText);
        var envelope = new EnvelopeEvent(Bytes(address), Encoding.Latin1.GetBytes(texts.ToString()));
        return SendAsync(stage, new EnvelopeCommand(Command(stage), envelope).Write, cancellationToken);
    }

    private static StringBuilder AppendText(StringBuilder texts, string text) =>
        texts.Append(text.Replace("\0", "", StringComparison.Ordinal)).Append('\0');

    private async Task<MilterResponse> SendAsync(
        MilterStage stage, Action<FrameWriter> write, CancellationToken cancellationToken)
    {
        if (!Negotiated.Sends(stage))
            return MilterResponse.NotSent;
        write(_channel.Output);
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
            if (frame.Code == ReplyCode.Progress)
                progress++;
            else if (ReplyReader.TryReadVerdict(frame, out var verdict, out string text))
                return new MilterResponse(verdict, text, MilterExchange.Answered, progress);
            else if (changes is null)
                throw ReplyReader.Broken(frame, "a reply was expected; changes are only legal at end of message");
            else
                changes.Add(frame);
        }
    }

    private async ValueTask SendUnansweredAsync(CommandCode command, CancellationToken cancellationToken)
    {
        new EmptyCommand(command).Write(_channel.Output);
        await _channel.FlushAsync(cancellationToken);
    }

    private static CommandCode Command(MilterStage stage) => stage switch
    {
        MilterStage.Connect => CommandCode.Connect,
        MilterStage.Helo => CommandCode.Helo,
        MilterStage.Mail => CommandCode.Mail,
        MilterStage.Rcpt => CommandCode.Rcpt,
        MilterStage.Data => CommandCode.Data,
        MilterStage.Header => CommandCode.Header,
        MilterStage.EndOfHeaders => CommandCode.EndOfHeaders,
        MilterStage.Body => CommandCode.Body,
        MilterStage.EndOfMessage => CommandCode.EndOfMessage,
        MilterStage.Unknown => CommandCode.Unknown,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "a stage that the MTA sends was expected"),
    };
}
