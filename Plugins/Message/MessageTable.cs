using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Milter;

namespace Postern.Plugins.Message;

/// <summary>The message descriptors of one session. What is still open at the session's end is closed.</summary>
internal sealed class MessageTable : IDisposable
{
    private readonly List<OpenMessage?> _messages = [];
    private int _limit = MessagesBlock.DefaultLimit;

    public static MessageTable Of(MflContext context, int limit)
    {
        MessageTable table = context.GetState(static () => new MessageTable());
        table._limit = limit;
        return table;
    }

    /// <exception cref="MflException"><c>e_range</c>: it cannot be a descriptor; <c>e_failure</c>: it is not open, or its SMTP message has ended.</exception>
    public OpenMessage Get(MflContext context, string function, long descriptor)
    {
        if (descriptor < 0 || descriptor >= _limit)
            throw new MflException(MflExceptionCode.Range, $"{function}: invalid message descriptor");
        if (descriptor >= _messages.Count || _messages[(int)descriptor] is not { } message)
            throw new MflException(MflExceptionCode.Failure, $"{function}: message not open");
        return message.Number is null || message.Number == NumberUnderWay(context)
            ? message
            : throw new MflException(MflExceptionCode.Failure, $"{function}: message not open: it was of an SMTP message that has ended");
    }

    /// <summary>Gives a message the lowest free number.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: there are as many as there may be.</exception>
    public long Add(string function, OpenMessage message)
    {
        int free = _messages.IndexOf(null);
        if (free < 0 && _messages.Count >= _limit)
        {
            message.Dispose();
            throw new MflException(MflExceptionCode.Failure, $"{function}: no more message slots available");
        }

        if (free < 0)
        {
            free = _messages.Count;
            _messages.Add(null);
        }

        _messages[free] = message;
        return free;
    }

    /// <summary>The descriptor of the message under way itself, if it has one; those of earlier SMTP messages are closed.</summary>
    public long? FindCurrent(long number)
    {
        for (int i = 0; i < _messages.Count; i++)
        {
            if (_messages[i] is not { Number: { } other } message)
                continue;
            if (other == number && message.Parent is null)
                return i;
            if (other != number)
                CloseAt(i);
        }

        return null;
    }

    /// <summary>Closes a message, if it is open, and the parts that were taken from it.</summary>
    public void Close(IMailMessage message)
    {
        if (_messages.Find(open => ReferenceEquals(open?.Message, message)) is { } found)
            Close(found);
    }

    /// <summary>Closes a message and the parts that were taken from it.</summary>
    public void Close(OpenMessage message)
    {
        for (int i = 0; i < _messages.Count; i++)
        {
            if (IsPartOf(_messages[i], message))
                CloseAt(i);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OpenMessage? message in _messages)
            message?.Dispose();
        _messages.Clear();
    }

    private static bool IsPartOf(OpenMessage? message, OpenMessage whole)
    {
        for (; message is not null; message = message.Parent)
        {
            if (ReferenceEquals(message, whole))
                return true;
        }

        return false;
    }

    // Nothing is kept of a message once its last stage is over.
    private static long? NumberUnderWay(MflContext context) => context.Stage == MilterStage.EndOfMessage ? context.Message.Number : null;

    private void CloseAt(int index)
    {
        _messages[index]?.Dispose();
        _messages[index] = null;
    }
}
