using Microsoft.Extensions.Logging;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;
using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending.Copies;

/// <summary>
/// Sends the copies of a message before the MTA is told that the message is accepted. As long as not every copy has been taken the message is refused for now: its client keeps it, and what has been
/// taken already comes twice then. Nothing is lost.
/// </summary>
internal sealed partial class CopyDelivery(RecipientsBlock settings, Mailer mailer, CopyComposer composer) : IAcceptanceStep
{
    private static readonly MilterReply Later = new(
        MilterVerdict.TempFail, new SmtpReply(451, "4.3.0", "A copy of the message could not be passed on; please try again later"));

    private static readonly MilterReply Circle = new(
        MilterVerdict.Reject, new SmtpReply(554, "5.4.6", "This message has been copied too often: it goes in circles"));

    public async ValueTask<MilterReply> RunAsync(MflContext context, MilterReply reply, CancellationToken cancellationToken)
    {
        var copies = context.GetState(static () => new CopySet()).For(context.Message);
        if (copies.Open is not null)
            return Refuse(context, "recipients_copy() without recipients_end()", Later);

        // What is a copy already gets no other: what it was made for has been done.
        if (copies.Trace is not { IsCopy: false } trace || copies.Copies.Count == 0)
            return reply;
        if (trace.Count >= settings.MostCopies)
            return Refuse(context, $"it has been copied {trace.Count} times, most-copies is {settings.MostCopies}", Circle);
        var own = context.Session!.Modifications;
        var taken = copies.Copies.Sum(static copy => copy.Recipients.Count);
        if (!context.Session.Actions.HasFlag(MilterActions.DeleteRecipients))
            return Refuse(context, "the MTA does not let recipients be deleted", Later);
        if (own.Items.Count + taken > ModificationQueue.Limit)
            return Refuse(context, $"more than {ModificationQueue.Limit} changes", Later);
        foreach (var copy in copies.Copies)
        {
            if (await SubmitAsync(context, copy, trace.Count + 1, cancellationToken) is { } problem)
                return Refuse(context, problem, Later);
        }

        foreach (var recipient in copies.Copies.SelectMany(static copy => copy.Recipients))
            own.Add(new MessageModification.DeleteRecipient(recipient.Address));
        copies.Forget();
        return reply;
    }

    /// <returns>Why the copy was not taken.</returns>
    private async ValueTask<string?> SubmitAsync(MflContext context, MessageCopy copy, int count, CancellationToken cancellationToken)
    {
        try
        {
            var submission = await composer.ComposeAsync(
                copy, context.Envelope, context.Message, count, context.Time.GetUtcNow(), cancellationToken);
            if (submission.Recipients.Count == 0)
                return null;

            // What came in with a long line goes on as it came: the copy differs in what the filter has changed, and in nothing else.
            if (MailerUrl.Parse(settings.Reinject, out var wrong) is not { } url)
                return wrong;
            var report = await mailer.SubmitAsync(
                url with { KeepsLongLines = url.KeepsLongLines ?? true }, submission, takesRecipientsFromHeader: false, cancellationToken);
            if (report.Problem is { } failed)
                return $"a copy was not taken: {failed}";
            LogCopied(context.Logger, submission.Recipients.Count, url.Place);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MflException)
        {
            return e.Message;
        }
    }

    private static MilterReply Refuse(MflContext context, string why, MilterReply reply)
    {
        LogRefused(context.Logger, why);
        return reply;
    }

    [LoggerMessage(5601, LogLevel.Information, "copied to {Place} for {Count} recipients")]
    private static partial void LogCopied(ILogger logger, int count, string place);

    [LoggerMessage(5602, LogLevel.Error, "copies for recipients: {Why}; the message is not accepted")]
    private static partial void LogRefused(ILogger logger, string why);
}
