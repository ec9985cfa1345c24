using System.Composition;
using System.Globalization;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Content;
using Postern.Plugins.Sending.Programs;
using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending;

/// <summary>Hands messages over to servers and programs by mailer URLs.</summary>
[PluginExport(typeof(IMailer), "mailer")]
[Export(typeof(Mailer))]
[method: ImportingConstructor]
public sealed class Mailer(MailerBlock settings, TimeProvider time) : IMailer
{
    private readonly ServerMailer _server = new(time);
    private readonly ProgramMailer _program = new(time);

    /// <summary>The URL of the mailer in force where nobody says another.</summary>
    public string DefaultUrl => settings.Url;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<MailOutcome>> SubmitAsync(MailSubmission submission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        var text = submission.Mailer ?? DefaultUrl;
        var report = MailerUrl.Parse(text, out var problem) is { } url
            ? await SubmitAsync(url, submission, takesRecipientsFromHeader: false, cancellationToken)
            : SubmissionReport.Failed(
                submission, new SendFailure(MailStatus.Refused, $"cannot create mailer `{MailerUrl.Redact(text)}': {problem}"));
        return report.Outcomes;
    }

    /// <summary>Submits to a mailer that is known already.</summary>
    /// <param name="url">The mailer.</param>
    /// <param name="submission">The message. With <paramref name="takesRecipientsFromHeader"/> its only recipient is nobody's address.</param>
    /// <param name="takesRecipientsFromHeader">The program finds the recipients itself.</param>
    /// <param name="cancellationToken">Ends the submission.</param>
    internal async ValueTask<SubmissionReport> SubmitAsync(
        MailerUrl url, MailSubmission submission, bool takesRecipientsFromHeader, CancellationToken cancellationToken)
    {
        if (Problem(submission, takesRecipientsFromHeader) is { } problem)
            return SubmissionReport.Failed(submission, new SendFailure(MailStatus.Refused, problem));
        var survey = await ContentSurvey.TakeAsync(submission.Content, cancellationToken);
        if (survey.LongestLine > ContentSurvey.MostLineBytes && url.KeepsLongLines != true)
        {
            return SubmissionReport.Failed(submission, new SendFailure(MailStatus.Refused, string.Create(
                CultureInfo.InvariantCulture,
                $"line {survey.LongestLineNumber} of the message has {survey.LongestLine} bytes, at most {ContentSurvey.MostLineBytes} may be sent; encode it, or say long-lines=keep in the mailer's URL")));
        }

        return url.IsNetwork
            ? await _server.SubmitAsync(url, submission, survey, cancellationToken)
            : await _program.SubmitAsync(url, submission, takesRecipientsFromHeader, cancellationToken);
    }

    private static string? Problem(MailSubmission submission, bool takesRecipientsFromHeader)
    {
        if (submission.Recipients.Count == 0)
            return "no recipients";
        if (submission.Sender.Length > 0 && !EnvelopeAddress.IsValid(submission.Sender))
            return $"not an address that can be told to a server: {Printable.Text(submission.Sender)}";
        return takesRecipientsFromHeader ? null
            : submission.Recipients.FirstOrDefault(static recipient => !EnvelopeAddress.IsValid(recipient.Address)) is { } wrong
            ? $"not an address that can be told to a server: {Printable.Text(wrong.Address)}"
            : null;
    }
}
