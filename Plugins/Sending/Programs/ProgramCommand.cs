using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending.Programs;

/// <summary>The command line of a mailer that is a program. No shell reads it: each word arrives as it is.</summary>
internal static class ProgramCommand
{
    private const string SenderWord = "${sender}";
    private const string RecipientWord = "${rcpt}";

    /// <summary>
    /// Sendmail's is <c>-oi -f SENDER -- RECIPIENT...</c>, or <c>-oi -f SENDER -t</c>. Other programs get the URL's words, in which <c>${sender}</c> and <c>${rcpt}</c>, each a word of
    /// its own, become the addresses.
    /// </summary>
    /// <returns>The words, or why there are none.</returns>
    public static (IReadOnlyList<string> Words, string? Problem) Of(MailerUrl url, MailSubmission submission, bool takesRecipientsFromHeader)
    {
        string[] recipients = [.. submission.Recipients.Select(static recipient => recipient.Address)];
        if (recipients.Append(submission.Sender).FirstOrDefault(IsOption) is { } option)
            return ([], $"the address {Printable.Text(option)} begins with a dash: a program could take it for an option");
        if (url.Kind == MailerKind.Sendmail)
        {
            return takesRecipientsFromHeader
                ? (["-oi", "-f", submission.Sender, "-t"], null)
                : (["-oi", "-f", submission.Sender, "--", .. recipients], null);
        }

        return ([.. url.Arguments.SelectMany(word => word switch
        {
            SenderWord => [submission.Sender],
            RecipientWord => recipients,
            _ => [word],
        })], null);
    }

    private static bool IsOption(string address) => address.StartsWith('-');
}
