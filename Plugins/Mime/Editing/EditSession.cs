using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Mime.Editing;

/// <summary>The changes to the parts of the message under way of a session.</summary>
internal sealed class EditSession
{
    private const int MostEdits = 1000;

    private MessageEdits? _edits;
    private long _message = -1;

    /// <summary>Begins a change, or goes on with those of the message.</summary>
    /// <exception cref="MflException"><c>e_badmmq</c>: the body is replaced as a whole; <c>e_too_many</c>; <c>e_failure</c>: the message has no place for a change.</exception>
    public static MessageEdits Begin(MflContext context, string function, IMailMessage message)
    {
        EditSession session = context.GetState(static () => new EditSession());
        bool isQueued = false;
        foreach (MessageModification change in context.Modifications.Items)
        {
            bool isOurs = change is MessageModification.ReplaceBodyContent { Content: MessageEdits content } && content == session._edits;
            isQueued |= isOurs;
            if (!isOurs && change is (MessageModification.ReplaceBody or MessageModification.ReplaceBodyContent))
                throw new MflException(MflExceptionCode.BadModificationQueue, $"{function}: the body is replaced as a whole already");
        }

        // mmq_purge forgets changes of parts, too.
        if (session._edits is null || session._message != context.Message.Number || !isQueued)
        {
            if (message.BodyOffset != message.Content.Length - context.Message.BodyLength)
                throw new MflException(MflExceptionCode.Failure, $"{function}: the body begins within the header, where it cannot be changed");
            session._edits = new MessageEdits(message);
            session._message = context.Message.Number;
        }

        return session._edits.Count < MostEdits
            ? session._edits
            : throw new MflException(MflExceptionCode.TooMany, $"{function}: more than {MostEdits} changes of one message");
    }

    /// <summary>Queues a change that was made.</summary>
    public static void End(MflContext context, MessageEdits edits)
    {
        edits.Queue(context.Modifications);
        if (edits.Count == 1)
            context.Modifications.Add(new MessageModification.ReplaceBodyContent(edits));
    }
}
