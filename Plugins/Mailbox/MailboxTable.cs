using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Mailbox;

/// <summary>The mailboxes that a session has open. What is still open at the session's end is closed.</summary>
internal sealed class MailboxTable(int limit) : IDisposable
{
    private readonly List<MailFolder?> _mailboxes = [];

    /// <summary>The lowest free descriptor.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: there is none.</exception>
    public void RequireRoom(string function)
    {
        if (_mailboxes.Count(static mailbox => mailbox is not null) >= limit)
            throw new MflException(MflExceptionCode.Failure, $"{function}: no more mailboxes available");
    }

    public int Add(MailFolder mailbox)
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
    public MailFolder Get(string function, long descriptor)
    {
        RequireInRange(function, descriptor);
        return descriptor < _mailboxes.Count && _mailboxes[(int)descriptor] is { } mailbox
            ? mailbox
            : throw new MflException(MflExceptionCode.Failure, $"{function}: mailbox not open");
    }

    /// <summary>Closes a mailbox, if it is open.</summary>
    /// <exception cref="MflException"><c>e_range</c>: there can be no such descriptor.</exception>
    public void Close(string function, long descriptor)
    {
        RequireInRange(function, descriptor);
        if (descriptor >= _mailboxes.Count)
            return;
        _mailboxes[(int)descriptor]?.Dispose();
        _mailboxes[(int)descriptor] = null;
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
