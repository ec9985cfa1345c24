using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;
using Postern.Plugins.Sending.Content;
using Postern.Plugins.Sending.Smtp;

namespace Postern.Plugins.Sending.Copies;

/// <summary>Makes the message that a copy is.</summary>
internal sealed class CopyComposer(CopyTrace trace)
{
    private static readonly ContentSegment EmptyLine = ContentSegment.Of("\n"u8.ToArray());

    /// <summary>What no copy can have: a queue of the MTA's own to be held in, and what is unknown here.</summary>
    public static MessageModification? Unsuitable(MessageCopy copy) => copy.Changes.Items.FirstOrDefault(static change => change is not
        (MessageModification.AddHeader or MessageModification.InsertHeader or MessageModification.ChangeHeader or MessageModification.ChangeSender
        or MessageModification.AddRecipient or MessageModification.DeleteRecipient or MessageModification.ReplaceBody
        or MessageModification.ReplaceBodyContent));

    /// <summary>Composes a copy; one that has lost all of its recipients has none.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="envelope">The message's envelope.</param>
    /// <param name="message">The message.</param>
    /// <param name="count">How often it has been copied with this.</param>
    /// <param name="now">The time in the trace field.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<MailSubmission> ComposeAsync(
        MessageCopy copy, MessageEnvelope envelope, IStoredMessage message, int count, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var header = new CopyHeader(message.Header);
        var recipients = copy.Recipients.Select(static recipient => recipient with { Address = EnvelopeAddress.Bare(recipient.Address) }).ToList();
        var sender = (Address: EnvelopeAddress.Bare(envelope.Sender), Parameters: envelope.SenderParameters);
        var body = new List<ContentSegment>();
        foreach (var change in copy.Changes.Items)
        {
            switch (change)
            {
                case MessageModification.AddHeader add:
                    header.Add(add);
                    break;
                case MessageModification.InsertHeader insert:
                    header.Insert(insert);
                    break;
                case MessageModification.ChangeHeader changed:
                    header.Change(changed);
                    break;
                case MessageModification.ChangeSender other:
                    sender = (EnvelopeAddress.Bare(other.Address), other.Arguments);
                    break;
                case MessageModification.ReplaceBody replace:
                    body.Add(ContentSegment.Of(replace.Body));
                    break;
                case MessageModification.ReplaceBodyContent replace:
                    body.Add(new ContentSegment(replace.Content.Length, replace.Content.Open));
                    break;
                default:
                    ChangeRecipients(recipients, change);
                    break;
            }
        }

        if (!copy.Changes.Items.Any(static change => change is MessageModification.ReplaceBody or MessageModification.ReplaceBodyContent))
            body.Add(StoredSegments.Body(message));
        var submission = new MailSubmission(sender.Address, recipients, new ComposedContent([])) { SenderParameters = sender.Parameters, NeedsAllRecipients = true };
        var field = await trace.MakeAsync(count, now, submission, header.Fields, new ComposedContent(body), cancellationToken);
        return submission with { Content = new ComposedContent([StoredSegments.Header(header.Fields.Prepend(field)), EmptyLine, .. body]) };
    }

    private static void ChangeRecipients(List<MailRecipient> recipients, MessageModification change)
    {
        if (change is MessageModification.AddRecipient add && EnvelopeMatch.Find(recipients, add.Address) is null)
            recipients.Add(new MailRecipient(EnvelopeAddress.Bare(add.Address), add.Arguments));
        else if (change is MessageModification.DeleteRecipient delete && EnvelopeMatch.Find(recipients, delete.Address) is { } gone)
            recipients.Remove(gone);
    }
}
