using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Content;

namespace Postern.Plugins.Sending.Smtp;

/// <summary>Hands messages over to a server: one connection per message.</summary>
internal sealed class ServerMailer(TimeProvider time)
{
    public async ValueTask<SubmissionReport> SubmitAsync(
        MailerUrl url, MailSubmission submission, ContentSurvey survey, CancellationToken cancellationToken)
    {
        var (channel, problem) = await SmtpChannel.ConnectAsync(url, time, cancellationToken);
        if (channel is null)
            return SubmissionReport.NotOpened(url, submission, problem);
        await using (channel)
        {
            var greeting = new Greeting(url, channel);
            var report = await greeting.RunAsync(cancellationToken) is { } failure
                ? SubmissionReport.Failed(submission, failure)
                : new SubmissionReport(await new SmtpTransaction(url, channel, greeting.Features, submission, survey).RunAsync(cancellationToken));
            await channel.QuitAsync(cancellationToken);
            return report;
        }
    }
}
