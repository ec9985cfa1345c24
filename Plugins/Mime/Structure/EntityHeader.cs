using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Structure;

/// <summary>A header as read: its fields, and which of them say what the entity is.</summary>
internal sealed class EntityHeader
{
    private readonly int[] _first = new int[(int)FieldKind.MimeVersion + 1];
    private readonly int[] _last = new int[(int)FieldKind.MimeVersion + 1];
    private long _seen;
    private long _repeated;

    /// <summary>Makes the fields of a header block.</summary>
    /// <param name="block">The bytes, which stay valid.</param>
    /// <param name="offset">Where they begin, in bytes from the beginning of the message.</param>
    /// <param name="spans">The fields in them.</param>
    public EntityHeader(ReadOnlyMemory<byte> block, long offset, List<FieldSpan> spans)
    {
        Fields = new MessageField[spans.Count];
        for (int i = 0; i < spans.Count; i++)
        {
            var span = spans[i];
            var name = block.Slice(span.Start, span.NameLength);
            Fields[i] = new MessageField(new HeaderField(name, block[span.BodyStart..span.BodyEnd]), offset + span.Start, span.End - span.Start);
            Note(FieldNames.Recognize(name.Span), i);
        }

        if (block.Span.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            Anomalies |= MessageAnomalies.EightBitHeader;
        if (IsRepeated(FieldKind.ContentType, FieldKind.ContentType))
            Anomalies |= MessageAnomalies.RepeatedContentType;
        if (IsRepeated(FieldKind.ContentTransferEncoding, FieldKind.MimeVersion))
            Anomalies |= MessageAnomalies.RepeatedContentField;
    }

    /// <summary>The fields in order.</summary>
    public MessageField[] Fields { get; }

    /// <summary>What is irregular about it in an entity of any kind.</summary>
    public MessageAnomalies Anomalies { get; }

    /// <summary>What is irregular about it when it is that of a message.</summary>
    public MessageAnomalies MessageAnomalies
    {
        get
        {
            var anomalies = IsRepeated(FieldKind.From, FieldKind.Date) ? MessageAnomalies.RepeatedSingleton : MessageAnomalies.None;
            bool isMime = Has(FieldKind.ContentType) || Has(FieldKind.ContentTransferEncoding) || Has(FieldKind.ContentDisposition) || Has(FieldKind.ContentId);
            return isMime && !Has(FieldKind.MimeVersion) ? anomalies | MessageAnomalies.MissingMimeVersion : anomalies;
        }
    }

    /// <summary>Whether there is a field.</summary>
    public bool Has(FieldKind kind) => (_seen & (1L << (int)kind)) != 0;

    /// <summary>Whether there are several.</summary>
    public bool IsRepeated(FieldKind kind) => (_repeated & (1L << (int)kind)) != 0;

    /// <summary>The body of a content field.</summary>
    /// <param name="kind">Which field.</param>
    /// <param name="last">Whether the last one of several is meant, else the first.</param>
    /// <returns>The body; empty when there is none.</returns>
    public ReadOnlyMemory<byte> Body(FieldKind kind, bool last) => Has(kind) ? Fields[(last ? _last : _first)[(int)kind]].Field.Body : default;

    private bool IsRepeated(FieldKind first, FieldKind last) => (_repeated & ((1L << ((int)last + 1)) - (1L << (int)first))) != 0;

    private void Note(FieldKind kind, int index)
    {
        if (kind == FieldKind.Other)
            return;
        long bit = 1L << (int)kind;
        _repeated |= _seen & bit;
        if (kind <= FieldKind.MimeVersion)
        {
            _last[(int)kind] = index;
            if ((_seen & bit) == 0)
                _first[(int)kind] = index;
        }

        _seen |= bit;
    }
}
