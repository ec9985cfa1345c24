using System.Buffers;
using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Fields;

namespace Postern.Plugins.Mime.Structure;

/// <summary>Reads from a header what an entity is, under the rules of a reading.</summary>
/// <param name="rules">The rules of the reading.</param>
/// <param name="doubts">Told which other rules would have made a difference.</param>
internal sealed class EntityDescription(ReadingRules rules, DoubtList doubts)
{
    private const int LongestLegalBoundary = 70;

    // RFC 2046 §5.1.1: bchars.
    private static readonly SearchValues<byte> BoundaryBytes =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=? "u8);

    /// <summary>Describes an entity.</summary>
    /// <param name="entity">The entity, its header read.</param>
    /// <param name="defaultType">Its type when its header does not say.</param>
    /// <returns>The boundary of a multipart; empty when there is none that can be looked for.</returns>
    public byte[] Describe(MimeEntity entity, string defaultType)
    {
        var header = entity.Fields;
        ContentField? type = header.Has(FieldKind.ContentType)
            ? ContentField.Parse(Choose(entity, FieldKind.ContentType, ReadingRules.LastContentType))
            : null;
        string mediaType = type is null ? defaultType : MediaType(type, entity);
        entity.Describe(type, mediaType, Encoding(entity, mediaType));
        if (MediaTypes.IsPartial(mediaType))
            entity.Note(MessageAnomalies.PartialContent);
        return entity.IsMultipart ? Boundary(entity, type) : [];
    }

    private static string MediaType(ContentField type, MimeEntity entity)
    {
        if (type.IsMediaType)
            return type.Value;
        entity.Note(MessageAnomalies.MalformedContentField);
        return type.Value is "multipart" or "multipart/" ? MediaTypes.Mixed : MediaTypes.Text;
    }

    private TransferEncoding Encoding(MimeEntity entity, string mediaType)
    {
        if (!entity.Fields.Has(FieldKind.ContentTransferEncoding))
            return TransferEncoding.SevenBit;
        var encoding = TransferEncodingName.Read(Choose(entity, FieldKind.ContentTransferEncoding, ReadingRules.LastEncoding), out var anomalies);
        entity.Note(anomalies);
        if (anomalies != MessageAnomalies.None && encoding is not (TransferEncoding.SevenBit or TransferEncoding.Unknown))
        {
            doubts.Add(ReadingRules.StrictEncoding, entity);
            if (rules.HasFlag(ReadingRules.StrictEncoding))
                encoding = TransferEncoding.Unknown;
        }

        bool isContainer = MediaTypes.IsMultipart(mediaType) || mediaType.StartsWith("message/", StringComparison.Ordinal);
        if (isContainer && encoding is not (TransferEncoding.SevenBit or TransferEncoding.EightBit or TransferEncoding.Binary))
            entity.Note(MessageAnomalies.BadTransferEncoding);
        return encoding;
    }

    private ReadOnlySpan<byte> Choose(MimeEntity entity, FieldKind kind, ReadingRules rule)
    {
        var header = entity.Fields;
        if (header.IsRepeated(kind) && !header.Body(kind, last: false).Span.SequenceEqual(header.Body(kind, last: true).Span))
            doubts.Add(rule, entity);
        return header.Body(kind, last: rules.HasFlag(rule)).Span;
    }

    private byte[] Boundary(MimeEntity entity, ContentField? type)
    {
        var readings = type?.Readings("boundary") ?? [];
        if (readings.Count > 1)
            doubts.Add(ReadingRules.OtherBoundary, entity);
        if (readings.Count > 2)
            doubts.Add(ReadingRules.ThirdBoundary, entity);
        int choice = (rules.HasFlag(ReadingRules.OtherBoundary) ? 1 : 0) + (rules.HasFlag(ReadingRules.ThirdBoundary) ? 2 : 0);
        byte[] boundary = readings.Count == 0 ? [] : System.Text.Encoding.Latin1.GetBytes(readings[Math.Min(choice, readings.Count - 1)].TrimEnd(' ', '\t'));
        if (boundary.Length is 0 or > LongestLegalBoundary || boundary.AsSpan().ContainsAnyExcept(BoundaryBytes))
            entity.Note(MessageAnomalies.BadBoundary);
        if (boundary.Length <= OpenEntities.LongestBoundary)
            return boundary;
        entity.Note(MessageAnomalies.LimitReached);
        return [];
    }
}
