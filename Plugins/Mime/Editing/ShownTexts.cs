using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Editing;

/// <summary>The texts that mail programs show as the body of a message.</summary>
internal static class ShownTexts
{
    /// <summary>
    /// Of a multipart/alternative those of every part; of any other multipart those of the first that has some; of attachments, attached messages and what is signed or encrypted none.
    /// </summary>
    public static IEnumerable<IMimeEntity> Of(IMimeEntity entity)
    {
        if (PartLock.IsLocked(entity) || entity.Disposition == "attachment")
            return [];
        if (!entity.MediaType.StartsWith("multipart/", StringComparison.Ordinal))
            return entity.MediaType is "text/plain" or "text/html" ? [entity] : [];
        IEnumerable<IEnumerable<IMimeEntity>> parts = entity.Parts.Select(Of);
        return entity.MediaType == "multipart/alternative" ? parts.SelectMany(static texts => texts) : parts.FirstOrDefault(static texts => texts.Any(), []);
    }
}
