using Postern.Abstractions.Milter;

namespace Postern.Milter.Client;

/// <summary>Plays an MTA that has received one message: sends every stage and obeys the answers.</summary>
/// <param name="client">A negotiated connection.</param>
/// <param name="session">The SMTP client to speak of.</param>
/// <param name="report">Called after every command that was sent.</param>
public sealed class MilterConversation(MilterClient client, SmtpSessionDetails session, Action<StageReport> report)
{
    private StageReport _last = new(MilterStage.None, "", MilterResponse.NotSent);
    private MilterStage _skipped;

    /// <summary>Announces the SMTP client and its HELO; once per connection.</summary>
    /// <returns>How the session ended already, or <see langword="null"/> to go on with a message.</returns>
    public async Task<ConversationOutcome?> OpenAsync(CancellationToken cancellationToken)
    {
        string shown = $"{session.HostName} {(session.Family == ClientFamily.Unknown ? "" : $"[{session.Address}]:{session.Port}")}";
        if (await StepAsync(MilterStage.Connect, shown.TrimEnd(), () => client.ConnectedAsync(
                session.HostName, session.Family, session.Port, session.Address, cancellationToken)))
            return Outcome(_last.Response);
        return await StepAsync(MilterStage.Helo, session.Helo, () => client.HeloAsync(session.Helo, cancellationToken))
            ? Outcome(_last.Response)
            : null;
    }

    /// <summary>Announces the client, plays the message and ends the conversation.</summary>
    public async Task<ConversationResult> PlayAsync(MailMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var early = await OpenAsync(cancellationToken);
        var result = early is { } outcome
            ? new ConversationResult(outcome, _last, [], message.Clone())
            : await PlayMessageAsync(message, cancellationToken);
        await client.QuitAsync(cancellationToken);
        return result;
    }

    /// <summary>Plays one message on an opened session; several may follow each other.</summary>
    public async Task<ConversationResult> PlayMessageAsync(MailMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var played = message.Clone();
        IReadOnlyList<MessageModification> changes = [];
        bool decided = await EnvelopeAsync(played, cancellationToken);
        if (!decided && played.Recipients.Count == 0 && message.Recipients.Count > 0)
        {
            await client.AbortAsync(cancellationToken);
            return new ConversationResult(Outcome(_last.Response), _last, changes, played);
        }

        if (!decided && !await ContentAsync(played, cancellationToken))
            changes = await FinishAsync(cancellationToken);
        var outcome = Outcome(_last.Response);
        if (outcome != ConversationOutcome.Accepted)
            return new ConversationResult(outcome, _last, changes, played);
        bool leadingSpace = client.Negotiated.Steps.HasFlag(MilterSteps.LeadingSpace);
        foreach (var change in changes)
            played.Apply(change, leadingSpace);
        return new ConversationResult(outcome, _last, changes, played);
    }

    private async Task<bool> EnvelopeAsync(MailMessage message, CancellationToken cancellationToken)
    {
        if (await StepAsync(MilterStage.Mail, message.Sender,
                () => client.MailAsync(message.Sender, message.SenderArguments, cancellationToken)))
            return true;
        foreach (string recipient in message.Recipients.ToArray())
        {
            bool final = await StepAsync(
                MilterStage.Rcpt, recipient, () => client.RcptAsync(recipient, [], cancellationToken));
            // Refusing concerns this recipient only; accepting or discarding the whole message.
            if (final && _last.Response.Verdict is MilterVerdict.Reject or MilterVerdict.TempFail)
                message.Recipients.Remove(recipient);
            else if (final)
                return true;
        }

        return false;
    }

    private async Task<bool> ContentAsync(MailMessage message, CancellationToken cancellationToken)
    {
        if (await StepAsync(MilterStage.Data, "", () => client.DataAsync(cancellationToken)))
            return true;
        _skipped = MilterStage.None;
        bool leadingSpace = client.Negotiated.Steps.HasFlag(MilterSteps.LeadingSpace);
        foreach (var field in message.Header)
        {
            string name = field.Name.TrimEnd(' ', '\t');
            if (_skipped != MilterStage.Header && await StepAsync(MilterStage.Header, name,
                    () => client.HeaderAsync(name, field.MilterValue(leadingSpace), cancellationToken)))
                return true;
        }

        if (await StepAsync(MilterStage.EndOfHeaders, "", () => client.EndOfHeadersAsync(cancellationToken)))
            return true;
        for (var rest = message.Body; !rest.IsEmpty && _skipped != MilterStage.Body;)
        {
            var chunk = rest[..Math.Min(rest.Length, client.MaxChunk)];
            rest = rest[chunk.Length..];
            if (await StepAsync(MilterStage.Body, $"{chunk.Length} bytes", () => client.BodyAsync(chunk, cancellationToken)))
                return true;
        }

        return false;
    }

    private async Task<IReadOnlyList<MessageModification>> FinishAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<MessageModification> changes = [];
        await StepAsync(MilterStage.EndOfMessage, "", async () =>
        {
            var end = await client.EndOfMessageAsync(default, cancellationToken);
            changes = end.Modifications;
            return end.Response;
        });
        return changes;
    }

    /// <summary>Sends the stage's macros and the stage; tells whether the answer ends the questions.</summary>
    private async Task<bool> StepAsync(MilterStage stage, string argument, Func<Task<MilterResponse>> send)
    {
        if (client.Negotiated.Sends(stage))
        {
            var macros = Macros(stage);
            if (macros.Count > 0)
                client.SendMacros(stage, macros);
        }

        var response = await send();
        _last = new StageReport(stage, argument, response);
        if (response.Exchange != MilterExchange.NotSent)
            report(_last);
        if (response.Verdict == MilterVerdict.Skip)
            _skipped = stage;
        return response.IsFinal;
    }

    private List<MilterMacro> Macros(MilterStage stage)
    {
        var macros = new List<MilterMacro>();
        if (session.Macros.TryGetValue(stage, out var own))
            macros.AddRange(own);
        if (client.Negotiated.Macros.TryGetValue(stage, out var wanted))
        {
            // An MTA knows at a stage what it knew at the stages before.
            var known = session.Macros.Where(pair => pair.Key <= stage).OrderByDescending(pair => pair.Key).SelectMany(pair => pair.Value);
            macros.AddRange(session.CommonMacros.Concat(known).Where(m => wanted.Contains(m.BareName)));
        }
        else if (stage == MilterStage.Connect)
            macros.AddRange(session.CommonMacros);
        return [.. macros.DistinctBy(m => m.BareName)];
    }

    private static ConversationOutcome Outcome(MilterResponse response) => response.Verdict switch
    {
        MilterVerdict.Reject => ConversationOutcome.Rejected,
        MilterVerdict.TempFail or MilterVerdict.ConnectionFailure or MilterVerdict.Shutdown => ConversationOutcome.TempFailed,
        MilterVerdict.Discard => ConversationOutcome.Discarded,
        _ => ConversationOutcome.Accepted,
    };
}
