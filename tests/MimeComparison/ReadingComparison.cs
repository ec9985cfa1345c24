namespace Postern.MimeComparison;

/// <summary>Finds where two parsers disagree on the corpus.</summary>
internal static class ReadingComparison
{
    public static IEnumerable<Difference> Compare(string peer, IEnumerable<EntityReading> theirs, IEnumerable<EntityReading> ours)
    {
        var mine = ours.ToLookup(entity => entity.Message, StringComparer.Ordinal);
        var other = theirs.ToLookup(entity => entity.Message, StringComparer.Ordinal);
        return mine.SelectMany(message => CompareMessage(message.Key, peer, [.. other[message.Key]], [.. message]));
    }

    private static IEnumerable<Difference> CompareMessage(string message, string peer, EntityReading[] theirs, EntityReading[] ours)
    {
        if (!theirs.Select(entity => entity.Path).SequenceEqual(ours.Select(entity => entity.Path)))
        {
            yield return new Difference(message, peer, "parts", Shape(theirs), Shape(ours));
            yield break;
        }

        foreach (var (their, our) in theirs.Zip(ours))
        {
            if (their.Type != our.Type)
                yield return new Difference(message, peer, "type " + our.Path, their.Type, our.Type);
            if (their.Size != our.Size && !IsContainer(their) && !IsContainer(our))
                yield return new Difference(message, peer, "size " + our.Path, their.Size, our.Size);
            if (their.Name != our.Name)
                yield return new Difference(message, peer, "name " + our.Path, their.Name, our.Name);
        }
    }

    /// <summary>What has parts, or should, has no size of its own.</summary>
    private static bool IsContainer(EntityReading entity) => entity.Size == "-" || entity.Type.StartsWith("multipart/", StringComparison.Ordinal);

    private static string Shape(IEnumerable<EntityReading> entities) => string.Join(' ', entities.Select(entity => $"{entity.Path}:{entity.Type}"));
}
