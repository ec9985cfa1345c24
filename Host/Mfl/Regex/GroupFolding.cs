namespace Postern.Mfl.Regex;

/// <summary>
/// Merges a group that is the whole body of another group with it: <c>((a))</c> is one group reported twice. The C library does
/// so, and what it reports for the inner group of <c>((a*))*</c> follows from it.
/// </summary>
internal sealed class GroupFolding
{
    public GroupFolding(int groupCount)
    {
        Aliases = new int[groupCount + 1];
        for (var group = 0; group < Aliases.Length; group++)
            Aliases[group] = group;
    }

    public int[] Aliases { get; }

    public PatternNode? Fold(PatternNode? node) => node switch
    {
        PatternNode.Group group => FoldGroup(group),
        PatternNode.BackReference reference => new PatternNode.BackReference(Aliases[reference.Number]),
        PatternNode.Sequence sequence => new PatternNode.Sequence([.. sequence.Parts.Select(part => Fold(part)!)]),
        PatternNode.Choice choice => new PatternNode.Choice([.. choice.Branches.Select(Fold)]),
        PatternNode.Repeat repeat => repeat with { Body = Fold(repeat.Body)! },
        _ => node,
    };

    private PatternNode.Group FoldGroup(PatternNode.Group group)
    {
        var body = group.Body;
        if (body is PatternNode.Group inner)
        {
            Aliases[inner.Index] = Aliases[group.Index];
            body = inner.Body;
        }

        return group with { Body = Fold(body) };
    }
}
