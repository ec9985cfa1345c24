using Postern.Abstractions.Messages;

namespace Postern.Plugins.Sending.Copies;

/// <summary>The copies of the message under way; a session's state.</summary>
internal sealed class CopySet
{
    private readonly List<MessageCopy> _copies = [];
    private long _message = -1;

    /// <summary>The copies that are complete.</summary>
    public IReadOnlyList<MessageCopy> Copies => _copies;

    /// <summary>The copy whose changes are being asked for.</summary>
    public MessageCopy? Open { get; set; }

    /// <summary>What the message's trace fields say; <see langword="null"/> until they have been looked at.</summary>
    public TraceVerdict? Trace { get; set; }

    /// <summary>Whether the message's acceptance waits for the copies.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>Forgets what belongs to a message before this one.</summary>
    public CopySet For(IStoredMessage message)
    {
        if (_message == message.Number)
            return this;
        _message = message.Number;
        _copies.Clear();
        (Open, Trace, IsAwaited) = (null, null, false);
        return this;
    }

    public bool Has(string address) => _copies.Exists(copy => copy.Recipients.Any(recipient => recipient.Address == address));

    /// <summary>Ends the open copy.</summary>
    public void Close()
    {
        if (Open is { } copy)
            _copies.Add(copy);
        Open = null;
    }

    public void Forget() => _message = -1;
}
