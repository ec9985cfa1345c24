using System.Text;
using Postern.Abstractions.Messages;
using Postern.Plugins.Sending.Content;

namespace Postern.Plugins.Sending.Tests.Fakes;

internal static class Submissions
{
    public static Mailer Mailer(TimeProvider? time = null) => new(new MailerBlock(), time ?? TimeProvider.System);

    public static IMessageContent Content(string text) => ComposedContent.Of(Encoding.Latin1.GetBytes(text));

    public static MailSubmission To(string url, params string[] recipients) =>
        new("sender@example.org", [.. recipients.Select(static address => new MailRecipient(address))], Content("Subject: s\n\nbody\n")) { Mailer = url };

    public static string Text(this IMessageContent content)
    {
        using var stream = content.Open();
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
