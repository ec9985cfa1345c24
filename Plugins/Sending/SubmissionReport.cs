using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending;

/// <summary>What came of a submission.</summary>
/// <param name="Outcomes">For each recipient.</param>
internal sealed record SubmissionReport(IReadOnlyList<MailOutcome> Outcomes)
{
    /// <summary>The server was never reached, the program never started; the replies say so.</summary>
    public bool WasNotOpened { get; private init; }

    /// <summary>What was not taken and why; <see langword="null"/> when every recipient's message was.</summary>
    public string? Problem
    {
        get
        {
            MailOutcome[] failed = [.. Outcomes.Where(static outcome => outcome.Status != MailStatus.Delivered)];
            if (failed.Length == 0)
                return null;
            return failed.Select(static outcome => outcome.Reply).Distinct(StringComparer.Ordinal).Count() == 1
                ? failed[0].Reply
                : Printable.Text(string.Join("; ", failed.Select(static outcome => $"{outcome.Recipient}: {outcome.Reply}")));
        }
    }

    public static SubmissionReport Failed(MailSubmission submission, SendFailure failure) =>
        new([.. submission.Recipients.Select(recipient => new MailOutcome(recipient.Address, failure.Status, failure.Text))]);

    public static SubmissionReport NotOpened(MailerUrl url, MailSubmission submission, string problem) =>
        Failed(submission, new SendFailure(MailStatus.Deferred, $"opening mailer `{url}' failed: {problem}")) with { WasNotOpened = true };
}
