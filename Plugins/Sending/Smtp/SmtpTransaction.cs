using System.Buffers;
using System.Globalization;
using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Content;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>Hands one message over on a connection that has been greeted: MAIL, RCPT for every recipient, DATA.</summary>
internal sealed class SmtpTransaction(MailerUrl url, SmtpChannel channel, ServerFeatures features, MailSubmission submission, ContentSurvey survey)
{
    /// <summary>A server may scan a message before it answers (RFC 5321 §4.5.3.2.6: ten minutes against one for the other waits).</summary>
    private const int FinalWaits = 5;

    private readonly MailOutcome?[] _outcomes = new MailOutcome?[submission.Recipients.Count];

    private bool IsInternational => EnvelopeAddress.IsInternational(submission.Sender)
        || submission.Recipients.Any(static recipient => EnvelopeAddress.IsInternational(recipient.Address));

    public async ValueTask<IReadOnlyList<MailOutcome>> RunAsync(CancellationToken cancellationToken)
    {
        if (Unsendable() is { } problem)
            return Rest(problem);
        var reply = await channel.CommandAsync(MailCommand(), cancellationToken);
        if (!reply.IsPositive)
            return Rest(SendFailure.Of(reply));
        for (var i = 0; i < _outcomes.Length; i++)
        {
            var recipient = submission.Recipients[i];
            var parameters = features.Notifications ? NotificationParameters.OfRecipient(recipient.Parameters) : "";
            reply = await channel.CommandAsync($"RCPT TO:<{recipient.Address}>{parameters}", cancellationToken);
            if (!reply.IsPositive)
                _outcomes[i] = new MailOutcome(recipient.Address, reply.Status, reply.ToString());
            if (!reply.IsPositive && submission.NeedsAllRecipients)
                return Rest(new SendFailure(MailStatus.Deferred, "not sent, since another recipient was refused"));
            if (reply.IsBroken)
                return Rest(SendFailure.Of(reply));
        }

        if (Array.TrueForAll(_outcomes, static outcome => outcome is not null))
            return _outcomes!;
        reply = await channel.CommandAsync("DATA", cancellationToken);
        return reply.Code == 354 ? await SendContentAsync(cancellationToken)
            : Rest(new SendFailure(reply.Code >= 500 ? MailStatus.Refused : MailStatus.Deferred, reply.ToString()));
    }

    /// <summary>What the server cannot take is refused here: nothing is converted on the way (RFC 6152 §3, RFC 6531 §3.2).</summary>
    private SendFailure? Unsendable()
    {
        if (features.Size is > 0 and var most && survey.Bytes > most)
        {
            return Refused(string.Create(
                CultureInfo.InvariantCulture, $"552 5.3.4 the message has {survey.Bytes} bytes, the server takes {most}"));
        }

        if (survey.HasEightBit && !features.EightBit)
            return Refused("554 5.6.3 the message has 8-bit data, but the server does not take 8BITMIME");
        if (!IsInternational)
            return null;
        if (!features.International)
            return Refused("553 5.6.7 an address is not ASCII, but the server does not take SMTPUTF8");
        return EnvelopeAddress.IsUtf8(submission.Sender) && submission.Recipients.All(static recipient => EnvelopeAddress.IsUtf8(recipient.Address))
            ? null
            : Refused("553 5.6.7 an address is neither ASCII nor UTF-8");
    }

    private static SendFailure Refused(string text) => new(MailStatus.Refused, text);

    private string MailCommand()
    {
        var size = features.Size is null ? "" : string.Create(CultureInfo.InvariantCulture, $" SIZE={survey.Bytes}");
        var body = survey.HasEightBit ? " BODY=8BITMIME" : "";
        var international = IsInternational ? " SMTPUTF8" : "";
        var notifications = features.Notifications ? NotificationParameters.OfSender(submission.SenderParameters) : "";
        return $"MAIL FROM:<{submission.Sender}>{size}{body}{international}{notifications}";
    }

    private async ValueTask<IReadOnlyList<MailOutcome>> SendContentAsync(CancellationToken cancellationToken)
    {
        var dots = new DotStuffer();
        var output = new ArrayBufferWriter<byte>();
        await foreach (var piece in NormalizedContent.ReadAsync(submission.Content, NormalizedContent.CrLf, cancellationToken))
        {
            output.ResetWrittenCount();
            dots.Write(piece.Span, output);
            if (await channel.SendAsync(output.WrittenMemory, cancellationToken) is { } broken)
                return Rest(SendFailure.Of(broken));
        }

        if (await channel.SendAsync(".\r\n"u8.ToArray(), cancellationToken) is { } failed)
            return Rest(SendFailure.Of(failed));
        var limit = url.Timeout * FinalWaits;
        var reply = await channel.ReadAsync(limit, cancellationToken);
        for (var i = 0; i < _outcomes.Length; i++)
        {
            if (_outcomes[i] is not null)
                continue;
            _outcomes[i] = new MailOutcome(submission.Recipients[i].Address, reply.Status, reply.ToString());

            // LMTP answers for each recipient that was taken, in their order (RFC 2033 §4.2).
            if (url.Kind == MailerKind.Lmtp && Array.Exists(_outcomes, static outcome => outcome is null))
                reply = await channel.ReadAsync(limit, cancellationToken);
        }

        return _outcomes!;
    }

    /// <summary>The outcome of all that have none yet.</summary>
    private MailOutcome[] Rest(SendFailure failure)
    {
        for (var i = 0; i < _outcomes.Length; i++)
            _outcomes[i] ??= new MailOutcome(submission.Recipients[i].Address, failure.Status, failure.Text);
        return _outcomes!;
    }
}
