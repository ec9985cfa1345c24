namespace Postern.Abstractions.Milter;

/// <summary>
/// The message modification queue: changes in the order in which the filter asked for them, sent at end of message
/// (manual, node "Message Modification Queue").
/// </summary>
public sealed class ModificationQueue
{
    /// <summary>The most changes that one message may have, a guard against endless loops in a filter.</summary>
    public const int Limit = 10_000;

    private readonly List<MessageModification> _items = [];

    /// <summary>The changes so far, oldest first.</summary>
    public IReadOnlyList<MessageModification> Items => _items;

    /// <summary>Appends a change.</summary>
    /// <exception cref="InvalidOperationException">The queue holds <see cref="Limit"/> changes.</exception>
    public void Add(MessageModification modification)
    {
        ArgumentNullException.ThrowIfNull(modification);
        if (_items.Count == Limit)
            throw new InvalidOperationException($"more than {Limit} modifications of one message");
        _items.Add(modification);
    }

    /// <summary>Forgets all changes.</summary>
    public void Clear() => _items.Clear();
}
