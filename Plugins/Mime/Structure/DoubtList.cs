namespace Postern.Plugins.Mime.Structure;

/// <summary>The rules that would have made a difference to a reading, each with the first entity that gave the reason.</summary>
internal sealed class DoubtList
{
    private readonly List<(ReadingRules Rule, long Offset)> _doubts = [];

    /// <summary>The rules.</summary>
    public ReadingRules Rules { get; private set; }

    /// <summary>Each rule with the offset of the entity.</summary>
    public IReadOnlyList<(ReadingRules Rule, long Offset)> Items => _doubts;

    /// <summary>Notes a rule.</summary>
    public void Add(ReadingRules rule, MimeEntity entity)
    {
        if (Rules.HasFlag(rule))
            return;
        Rules |= rule;
        _doubts.Add((rule, entity.Offset));
    }
}
