using System.Text;
using Postern.Abstractions.Milter;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Runtime;

/// <summary>
/// A milter session of an MFL program. Handlers run on the calling thread, which the host has chosen by
/// <see cref="FilterRequirements.InlineStages"/>; only the arguments that a handler uses become strings.
/// </summary>
internal sealed class MflFilterSession : IFilterSession
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    private readonly ProgramImage _image;
    private readonly FilterRequirements _requirements;
    private readonly ProgramSession _session;
    private readonly IFilterContext _context;
    private readonly bool _keepsEnvelope;
    private MilterReply _deferred;
    private bool _begun;

    public MflFilterSession(ProgramImage image, ProgramEffects effects, MflRuntimeOptions options, IFilterContext context)
    {
        _image = image;
        _requirements = effects.Requirements;
        _keepsEnvelope = effects.KeepsEnvelope;
        _context = context;
        _session = image.CreateSession(options, new MilterEnvironment(context));
    }

    public ValueTask<MilterReply> ConnectAsync(ConnectEvent client, CancellationToken cancellationToken)
    {
        Take(HandlerKind.Connect, 1, ref _session.TextArgument1, client.HostName);
        _session.NumberArgument2 = client.Family switch
        {
            ClientFamily.Unix => 1,
            ClientFamily.IPv4 => 2,
            ClientFamily.IPv6 => 3,
            _ => 0,
        };
        _session.NumberArgument3 = client.Port;
        Take(HandlerKind.Connect, 4, ref _session.TextArgument4, client.Address);
        return Run(HandlerKind.Connect, cancellationToken);
    }

    public ValueTask<MilterReply> HeloAsync(ReadOnlyMemory<byte> name, CancellationToken cancellationToken)
    {
        Take(HandlerKind.Helo, 1, ref _session.TextArgument1, name);
        return Run(HandlerKind.Helo, cancellationToken);
    }

    public ValueTask<MilterReply> MailAsync(EnvelopeEvent sender, CancellationToken cancellationToken)
    {
        _session.RecipientCount = 0;
        _session.Acceptance.Forget();
        _deferred = default;
        if (_keepsEnvelope)
            _session.Acceptance.Begin(Text(sender.Address), ArgumentText(sender.Arguments));
        Take(HandlerKind.Envfrom, 1, ref _session.TextArgument1, sender.Address);
        TakeArguments(HandlerKind.Envfrom, sender.Arguments);
        return Run(HandlerKind.Envfrom, cancellationToken);
    }

    public ValueTask<MilterReply> RcptAsync(EnvelopeEvent recipient, CancellationToken cancellationToken)
    {
        _session.RecipientCount++;
        Take(HandlerKind.Envrcpt, 1, ref _session.TextArgument1, recipient.Address);
        TakeArguments(HandlerKind.Envrcpt, recipient.Arguments);
        ValueTask<MilterReply> reply = Run(HandlerKind.Envrcpt, cancellationToken);
        if (_keepsEnvelope && reply is { IsCompletedSuccessfully: true, Result.Verdict: MilterVerdict.Continue or MilterVerdict.Accept })
            _session.Acceptance.AddRecipient(Text(recipient.Address), ArgumentText(recipient.Arguments));
        return reply;
    }

    public ValueTask<MilterReply> DataAsync(CancellationToken cancellationToken) => Run(HandlerKind.Data, cancellationToken);

    public ValueTask<MilterReply> HeaderAsync(HeaderEvent field, CancellationToken cancellationToken)
    {
        Take(HandlerKind.Header, 1, ref _session.TextArgument1, field.Name);
        Take(HandlerKind.Header, 2, ref _session.TextArgument2, WithoutLeadingSpace(field.Value));
        return Run(HandlerKind.Header, cancellationToken);
    }

    public ValueTask<MilterReply> EndOfHeadersAsync(CancellationToken cancellationToken) => Run(HandlerKind.Eoh, cancellationToken);

    public ValueTask<MilterReply> BodyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        _session.NumberArgument1 = 1;
        _session.NumberArgument2 = chunk.Length;
        _session.Part = chunk;
        ValueTask<MilterReply> reply = Run(HandlerKind.Body, cancellationToken);
        if (!reply.IsCompleted)
            return FinishBodyAsync(reply);
        _session.Part = default;
        return reply;
    }

    // The memory is the server's again when the reply is there.
    private async ValueTask<MilterReply> FinishBodyAsync(ValueTask<MilterReply> reply)
    {
        try
        {
            return await reply;
        }
        finally
        {
            _session.Part = default;
        }
    }

    public ValueTask<MilterReply> EndOfMessageAsync(CancellationToken cancellationToken)
    {
        ValueTask<MilterReply> reply = Run(HandlerKind.Eom, cancellationToken);
        return _session.Acceptance.HasSteps ? _session.Acceptance.CompleteAsync(_session, reply, cancellationToken) : reply;
    }

    public ValueTask<MilterReply> UnknownAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken) =>
        new(MilterReply.Continue);

    public ValueTask AbortAsync(CancellationToken cancellationToken)
    {
        _session.ResetGlobals();
        _session.RecipientCount = 0;
        _session.Acceptance.Forget();
        _deferred = default;
        return default;
    }

    public ValueTask DisposeAsync()
    {
        if (_begun && _image.Has(HandlerKind.End))
            RunEnd();
        return _session.DisposeStatesAsync();
    }

    /// <summary>The session is over and nobody waits for an answer, but a worker is held: so there is a limit of our own.</summary>
    private void RunEnd()
    {
        if ((_requirements.InlineStages & MilterStages.Close) != MilterStages.None)
        {
            HandlerRunner.Run(_image, _session, HandlerKind.End, isBounded: true, CancellationToken.None);
            return;
        }

        using var limit = new CancellationTokenSource(EndLimit, _session.Time);
        HandlerRunner.Run(_image, _session, HandlerKind.End, isBounded: false, limit.Token);
    }

    private ValueTask<MilterReply> Run(HandlerKind kind, CancellationToken cancellationToken)
    {
        if (!_begun && Begin(cancellationToken) is { Verdict: not MilterVerdict.Continue } refusal)
            return new(refusal);
        if (!_image.Has(kind))
            return new(MilterReply.Continue);
        var stage = (MilterStages)(1 << (int)ProgramSession.StageOf(kind));
        MilterReply reply = HandlerRunner.Run(
            _image, _session, kind, (_requirements.InlineStages & stage) != MilterStages.None, cancellationToken);
        if (reply.Smtp is not null)
            reply = WithValidCode(reply);
        if ((_requirements.SilentStages & stage) != MilterStages.None)
        {
            // The MTA does not wait here. Only a limit of the runtime can have failed: the next answer says so.
            if (reply.Verdict != MilterVerdict.Continue)
                _deferred = reply;
            return new(MilterReply.Continue);
        }

        if (_deferred.Verdict != MilterVerdict.Continue)
            (reply, _deferred) = (_deferred, default);
        return new(reply);
    }

    /// <summary>A code of the wrong class leaves the MTA's reply, as libmilter does; a missing text is filled in.</summary>
    private static MilterReply WithValidCode(MilterReply reply)
    {
        bool rejects = reply.Verdict == MilterVerdict.Reject;
        if (reply.Smtp!.Code / 100 != (rejects ? 5 : 4))
            return reply with { Smtp = null };
        return reply.Smtp.Text.Length > 0
            ? reply
            : reply with { Smtp = reply.Smtp with { Text = rejects ? "Command rejected" : "Please try again later" } };
    }

    private MilterReply Begin(CancellationToken cancellationToken)
    {
        _begun = true;
        if (!_image.Has(HandlerKind.Begin))
            return MilterReply.Continue;

        // The arguments of the stage that comes first stay where they are: begin has none.
        return HandlerRunner.Run(
            _image, _session, HandlerKind.Begin, _requirements.InlineStages != MilterStages.None, cancellationToken);
    }

    /// <summary>The value as handlers see it, with and without <see cref="MilterSteps.LeadingSpace"/>.</summary>
    private ReadOnlyMemory<byte> WithoutLeadingSpace(ReadOnlyMemory<byte> value) =>
        (_context.Steps & MilterSteps.LeadingSpace) != MilterSteps.None && value.Span is [(byte)' ', ..] ? value[1..] : value;

    private void Take(HandlerKind kind, int position, ref string argument, ReadOnlyMemory<byte> bytes)
    {
        if (_image.Has(kind) && _image.Uses(kind, position))
            argument = Text(bytes);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);

    private void TakeArguments(HandlerKind kind, ReadOnlyMemory<byte> arguments)
    {
        if (_image.Has(kind) && _image.Uses(kind, 2))
            _session.TextArgument2 = ArgumentText(arguments);
    }

    /// <summary>ESMTP arguments come each ended by a NUL; MFL sees them separated by blanks.</summary>
    private static string ArgumentText(ReadOnlyMemory<byte> arguments) =>
        Encoding.Latin1.GetString(arguments.Span.TrimEnd((byte)0)).Replace('\0', ' ');
}
