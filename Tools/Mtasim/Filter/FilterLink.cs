using Postern.Abstractions.Milter;
using Postern.Milter.Client;
using Postern.Tools.Mtasim.Administration;

namespace Postern.Tools.Mtasim.Filter;

/// <summary>
/// The session's side of the filter: sends each stage with all macros, and remembers what the answers decide. A filter that has
/// accepted or discarded is asked nothing more about the message, or the session; one that has failed refuses everything.
/// </summary>
/// <param name="client">The connection; none without a filter.</param>
/// <param name="macros">The macros.</param>
/// <param name="failed">What a failure of the filter does to the mail.</param>
/// <param name="log">Tells the packets.</param>
/// <param name="report">Told once why the filter failed.</param>
internal sealed class FilterLink(
    MilterClient? client, MacroTable macros, MilterVerdict failed, PacketLog log, Action<string> report) : IAsyncDisposable
{
    private bool _isSessionOver;
    private bool _isMessageOver = true;
    private MilterResponse? _refusedData;

    public bool HasFilter => client is not null;

    /// <summary>The handler <c>connect</c> has been called, or would have been.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>The filter went away, stayed silent, or does not speak the protocol.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The filter has thrown the message away without a word.</summary>
    public bool IsDiscarded { get; private set; }

    private bool HasLeadingSpace => client?.Negotiated.Steps.HasFlag(MilterSteps.LeadingSpace) ?? false;

    public async Task<MilterResponse> ConnectAsync(SenderAddress sender, CancellationToken cancellationToken)
    {
        IsConnected = true;
        return Session(await AskAsync(MilterStage.Connect, _isSessionOver, c => c.ConnectedAsync(
            sender.HostName, sender.Family, sender.Port, sender.Address, cancellationToken)));
    }

    public async Task<MilterResponse> HeloAsync(string name, CancellationToken cancellationToken) =>
        Session(await AskAsync(MilterStage.Helo, _isSessionOver, c => c.HeloAsync(name, cancellationToken)));

    public async Task<MilterResponse> UnknownAsync(string line, CancellationToken cancellationToken) =>
        await AskAsync(MilterStage.Unknown, _isSessionOver || !IsConnected, c => c.UnknownAsync(line, cancellationToken));

    public async Task<MilterResponse> MailAsync(
        string address, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        _isMessageOver = _isSessionOver;
        IsDiscarded = false;
        _refusedData = null;
        var response = await MessageAsync(MilterStage.Mail, c => c.MailAsync(address, arguments, cancellationToken), address);
        _isMessageOver |= response.IsRefusal;
        return response;
    }

    public Task<MilterResponse> RcptAsync(
        string address, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        MessageAsync(MilterStage.Rcpt, c => c.RcptAsync(address, arguments, cancellationToken), address);

    /// <summary>DATA; a filter that has refused it expects no second one.</summary>
    public async Task<MilterResponse> DataAsync(CancellationToken cancellationToken)
    {
        if (_refusedData is { } refused)
            return refused;
        var response = await MessageAsync(MilterStage.Data, c => c.DataAsync(cancellationToken));
        _refusedData = response.IsRefusal ? response : null;
        _isMessageOver |= response.IsRefusal;
        return response;
    }

    /// <summary>Header, body and end of the message; changes the message as the filter asks.</summary>
    public async Task<MilterResponse> ContentAsync(MailMessage message, int? chunkSize, CancellationToken cancellationToken)
    {
        var response = await HeaderAsync(message, cancellationToken);
        if (!response.IsRefusal)
            response = await MessageAsync(MilterStage.EndOfHeaders, c => c.EndOfHeadersAsync(cancellationToken));
        int size = Math.Min(chunkSize ?? int.MaxValue, client?.MaxChunk ?? int.MaxValue);
        for (var rest = message.Body; !rest.IsEmpty && !_isMessageOver && !response.IsRefusal && response.Verdict != MilterVerdict.Skip;)
        {
            var chunk = rest[..Math.Min(size, rest.Length)];
            rest = rest[chunk.Length..];
            response = await MessageAsync(MilterStage.Body, c => c.BodyAsync(chunk, cancellationToken));
        }

        if (!response.IsRefusal)
            response = await MessageAsync(MilterStage.EndOfMessage, c => FinishAsync(c, message, cancellationToken));
        _isMessageOver = true;
        return response;
    }

    /// <summary>Gives up the message under way.</summary>
    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        if (_isMessageOver || client is null || HasFailed)
            return;
        _isMessageOver = true;
        await TryAsync(async () => await client.AbortAsync(cancellationToken));
    }

    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        await AbortAsync(cancellationToken);
        if (client is not null && !HasFailed)
            await TryAsync(async () => await client.QuitAsync(cancellationToken));
    }

    public ValueTask DisposeAsync() => client?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<MilterResponse> HeaderAsync(MailMessage message, CancellationToken cancellationToken)
    {
        var response = MilterResponse.NotSent;
        foreach (var field in message.Header)
        {
            string name = field.Name.TrimEnd(' ', '\t');
            response = await MessageAsync(
                MilterStage.Header, c => c.HeaderAsync(name, field.MilterValue(HasLeadingSpace), cancellationToken));
            if (response.IsRefusal || response.Verdict == MilterVerdict.Skip)
                break;
        }

        return response;
    }

    private async Task<MilterResponse> FinishAsync(MilterClient filter, MailMessage message, CancellationToken cancellationToken)
    {
        var end = await filter.EndOfMessageAsync(default, cancellationToken);
        if (!end.Response.IsRefusal)
        {
            foreach (var change in end.Modifications)
                message.Apply(change, HasLeadingSpace);
        }

        return end.Response;
    }

    private MilterResponse Session(MilterResponse response)
    {
        _isSessionOver |= response.Verdict is MilterVerdict.Accept or MilterVerdict.Discard;
        return response;
    }

    private async Task<MilterResponse> MessageAsync(
        MilterStage stage, Func<MilterClient, Task<MilterResponse>> send, string envelope = "")
    {
        var response = await AskAsync(stage, _isMessageOver, send, envelope);
        IsDiscarded |= response.Verdict == MilterVerdict.Discard;
        _isMessageOver |= response.Verdict is MilterVerdict.Accept or MilterVerdict.Discard;
        return response;
    }

    private async Task<MilterResponse> AskAsync(
        MilterStage stage, bool isOver, Func<MilterClient, Task<MilterResponse>> send, string envelope = "")
    {
        if (HasFailed)
            return new MilterResponse(failed, "", MilterExchange.NotSent, 0);
        if (client is null || isOver)
            return MilterResponse.NotSent;
        if (client.Negotiated.Sends(stage) && stage is not (MilterStage.Header or MilterStage.Body or MilterStage.Unknown))
            client.SendMacros(stage, macros.All);
        var response = new MilterResponse(failed, "", MilterExchange.NotSent, 0);
        await TryAsync(async () => response = await send(client));
        log.Action(stage, response, envelope);
        return response;
    }

    private async Task TryAsync(Func<Task> exchange)
    {
        try
        {
            await exchange();
        }
        catch (MilterClientException e)
        {
            HasFailed = true;
            log.Error(e.Message);
            report(e.Message);
        }
    }
}
