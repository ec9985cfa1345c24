using System.Runtime.CompilerServices;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Content.Entities;

/// <summary>The entities of a message in numbers from 1: those of its structure in their order, the message first, then the leaves of other readings.</summary>
internal sealed class EntityList
{
    private readonly List<(IMimeEntity Entity, int Depth)> _entities = [];
    private readonly Dictionary<IMimeEntity, int> _numbers = new(ReferenceEqualityComparer.Instance);

    private EntityList(IMailMessage message)
    {
        Add(message.Root);
        Count = _entities.Count;
        Leaves = message.Leaves;
        foreach (var leaf in Leaves)
        {
            if (!_numbers.ContainsKey(leaf))
                Append(leaf, DepthOf(leaf));
        }
    }

    /// <summary>How many entities the structure has.</summary>
    public int Count { get; }

    /// <summary>The leaves of all readings.</summary>
    public IReadOnlyList<IMimeEntity> Leaves { get; }

    /// <summary>The list of a message, made once.</summary>
    public static EntityList Of(MflContext context, IMailMessage message) =>
        context.GetState(static () => new ConditionalWeakTable<IMailMessage, EntityList>()).GetValue(message, static key => new EntityList(key));

    /// <summary>An entity of a message that is open.</summary>
    /// <exception cref="MflException"><c>e_failure</c>: no such message; <c>e_range</c>: no such entity.</exception>
    public static IMimeEntity Find(MflContext context, IMflMessages messages, string function, long message, long entity) =>
        Of(context, messages.Get(context, function, message)).Get(function, entity).Entity;

    /// <summary>The number of an entity; 0 for one that is not in the list.</summary>
    public int NumberOf(IMimeEntity? entity) => entity is null ? 0 : _numbers.GetValueOrDefault(entity);

    /// <summary>An entity and how deep it lies.</summary>
    /// <param name="function">Who asks, for the error.</param>
    /// <param name="number">Its number.</param>
    /// <exception cref="MflException"><c>e_range</c>: there is none.</exception>
    public (IMimeEntity Entity, int Depth) Get(string function, long number) => number >= 1 && number <= _entities.Count
        ? _entities[(int)number - 1]
        : throw new MflException(MflExceptionCode.Range, $"{function}: expected an entity from 1 to {_entities.Count}, got {number}");

    // Without recursion: how deep a message may nest is a setting.
    private void Add(IMimeEntity root)
    {
        var waiting = new Stack<(IMimeEntity Entity, int Depth)>([(root, 1)]);
        while (waiting.TryPop(out var next))
        {
            Append(next.Entity, next.Depth);
            for (int i = next.Entity.Parts.Count - 1; i >= 0; i--)
                waiting.Push((next.Entity.Parts[i], next.Depth + 1));
        }
    }

    private void Append(IMimeEntity entity, int depth)
    {
        _entities.Add((entity, depth));
        _numbers.Add(entity, _entities.Count);
    }

    private static int DepthOf(IMimeEntity entity)
    {
        int depth = 1;
        for (var around = entity.Parent; around is not null; around = around.Parent)
            depth++;
        return depth;
    }
}
