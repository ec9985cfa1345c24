using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox;

/// <summary>The mailboxes that a session has open. What is still open at the session's end is closed.</summary>
internal sealed class MailboxTable(int limit) : IDisposable
{
    private readonly List<OpenMailbox?> _mailboxes = [];

    /// <exception cref="MflException"><c>e_failure</c>: there are as many as there may be.</exception>
    public void RequireRoom(string function)
    {
        if (_mailboxes.Count(static mailbox => mailbox is not null) >= limit)
            throw new MflException(MflExceptionCode.Failure, $"{function}: no more mailboxes available");
    }

    /// <summary>Gives a mailbox the lowest free descriptor.</summary>
    public int Add(OpenMailbox mailbox)
    {
        var free = _mailboxes.IndexOf(null);
        if (free < 0)
        {
            free = _mailboxes.Count;
            _mailboxes.Add(null);
        }

        _mailboxes[free] = mailbox;
        return free;
    }

    /// <exception cref="MflException"><c>e_range</c>: there can be no such descriptor; <c>e_failure</c>: it is not open.</exception>
    public OpenMailbox Get(string function, long descriptor)
    {
        RequireInRange(function, descriptor);
        return descriptor < _mailboxes.Count && _mailboxes[(int)descriptor] is { } mailbox
            ? mailbox
            : throw new MflException(MflExceptionCode.Failure, $"{function}: mailbox not open");
    }

    /// <summary>Takes a mailbox out, to be closed.</summary>
    /// <returns><see langword="null"/>: it is not open.</returns>
    /// <exception cref="MflException"><c>e_range</c>: there can be no such descriptor.</exception>
    public OpenMailbox? Remove(string function, long descriptor)
    {
        RequireInRange(function, descriptor);
        if (descriptor >= _mailboxes.Count)
            return null;
        var mailbox = _mailboxes[(int)descriptor];
        _mailboxes[(int)descriptor] = null;
        return mailbox;
    }

    public void Dispose()
    {
        foreach (var mailbox in _mailboxes)
            mailbox?.Dispose();
        _mailboxes.Clear();
    }

    private void RequireInRange(string function, long descriptor)
    {
        if (descriptor < 0 || descriptor >= limit)
            throw new MflException(MflExceptionCode.Range, $"{function}: invalid mailbox descriptor");
    }
}
