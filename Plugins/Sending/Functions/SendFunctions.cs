using System.Composition;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Plugins.Sending.Content;
using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending.Functions;

/// <summary>Sending messages (manual, node "Mail Sending Functions"). Each returns when the mailer has taken the message for every recipient.</summary>
/// <param name="mailer">Hands messages over.</param>
/// <param name="addresses">Reads addresses.</param>
/// <param name="reader">Reads messages.</param>
/// <param name="messages">The messages' descriptors.</param>
[PluginExport(typeof(IMflModule), "send")]
[Export(typeof(SendFunctions))]
[method: ImportingConstructor]
public sealed class SendFunctions(Mailer mailer, IAddressReader addresses, IMessageReader reader, IMflMessages messages) : IMflModule
{
    /// <summary>Stands for an argument that was not given; no string of a program holds it.</summary>
    internal const string Omitted = "\0";

    /// <summary>Sends a message given as text.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">Header, empty line and body.</param>
    /// <param name="recipients">A list of addresses; without it those of the fields To, Cc and Bcc.</param>
    /// <param name="sender">The envelope sender; the null sender without it.</param>
    /// <param name="url">The mailer; without it that of the configuration.</param>
    [MflFunction("send_mail", Raises = "e_failure")]
    public ValueTask SendMail(MflContext context, string message, string recipients = Omitted, string sender = "", string url = Omitted) =>
        SendAsync(context, ComposedContent.Of(Encoding.Latin1.GetBytes(message)), recipients, sender, url);

    /// <summary>Sends a text with a header of its own.</summary>
    /// <param name="context">The session.</param>
    /// <param name="text">The body.</param>
    /// <param name="header">The header's lines, up to the first empty one.</param>
    /// <param name="recipients">As in <see cref="SendMail"/>.</param>
    /// <param name="sender">As in <see cref="SendMail"/>.</param>
    /// <param name="url">As in <see cref="SendMail"/>.</param>
    [MflFunction("send_text", Raises = "e_failure")]
    public ValueTask SendText(
        MflContext context, string text, string header, string recipients = Omitted, string sender = "", string url = Omitted) =>
        SendAsync(context, ComposedContent.Of(Encoding.Latin1.GetBytes(HeaderText.Lines(header) + "\n" + text)), recipients, sender, url);

    /// <summary>Sends the message of a descriptor.</summary>
    /// <param name="context">The session.</param>
    /// <param name="message">The descriptor.</param>
    /// <param name="recipients">As in <see cref="SendMail"/>.</param>
    /// <param name="sender">As in <see cref="SendMail"/>.</param>
    /// <param name="url">As in <see cref="SendMail"/>.</param>
    [MflFunction("send_message", Raises = "e_failure")]
    public ValueTask SendMessage(MflContext context, long message, string recipients = Omitted, string sender = "", string url = Omitted) =>
        SendAsync(context, messages.Get(context, "send_message", message).Content, recipients, sender, url);

    /// <summary>Sends any message.</summary>
    internal async ValueTask SendAsync(MflContext context, IMessageContent content, string recipients, string sender, string mailerUrl)
    {
        var text = mailerUrl == Omitted ? mailer.DefaultUrl : mailerUrl;
        if (MailerUrl.Parse(text, out var problem) is not { } url)
            throw Failure($"cannot create mailer `{MailerUrl.Redact(text)}': {problem}");
        var from = sender is "" or "<>" ? "" : Single(sender);
        var to = recipients != Omitted ? List(recipients, "recipient")
            : url.Kind == MailerKind.Sendmail ? [] : OfHeader(content);
        if (url.IsNetwork)
            content = BlindCopies.Strip(reader.Read(content, MessageLimits.Default));
        var submission = new MailSubmission(from, to.Count > 0 ? [.. to.Select(static address => new MailRecipient(address))] : [new MailRecipient("")], content);
        var report = await mailer.SubmitAsync(url, submission, takesRecipientsFromHeader: to.Count == 0, context.CancellationToken);
        if (report.Problem is { } failed)
            throw Failure(report.WasNotOpened ? failed : "cannot send message: " + failed);
    }

    private List<string> OfHeader(IMessageContent content)
    {
        var found = new List<string>();
        foreach (var field in reader.Read(content, MessageLimits.Default).Header)
        {
            if (HeaderText.IsNamed(field.Field, "To") || HeaderText.IsNamed(field.Field, "Cc") || HeaderText.IsNamed(field.Field, "Bcc"))
                found.AddRange(addresses.Read(Encoding.Latin1.GetString(field.Value.Span)).Addresses.Select(addresses.WriteMailbox).OfType<string>());
        }

        return found.Count > 0 ? [.. found.Distinct(StringComparer.Ordinal)] : throw Failure("cannot send message: no recipients in the header");
    }

    private string Single(string sender) => List(sender, "sender") is [var only] ? only : throw Malformed("sender", sender);

    private List<string> List(string text, string what)
    {
        var list = addresses.Read(text);
        var written = list.Addresses.Select(addresses.WriteMailbox).ToList();
        if (list.Problems.Count > 0 || written.Count == 0 || !written.TrueForAll(static address => address is not null && EnvelopeAddress.IsValid(address)))
            throw Malformed(what, text);
        return written!;
    }

    private static MflException Malformed(string what, string text) => Failure($"bad {what} address `{Printable.Text(text)}': Malformed email address");

    private static MflException Failure(string text) => new(MflExceptionCode.Failure, text);
}
