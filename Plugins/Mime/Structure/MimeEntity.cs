using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Codings;
using Postern.Plugins.Mime.Content;
using Postern.Plugins.Mime.Fields;

namespace Postern.Plugins.Mime.Structure;

/// <summary>An entity as a scan found it.</summary>
/// <param name="message">The bytes of the message.</param>
/// <param name="parent">The entity around it.</param>
/// <param name="offset">Where it begins.</param>
internal sealed class MimeEntity(IMessageContent message, MimeEntity? parent, long offset) : IMimeEntity
{
    private static readonly EntityHeader NoHeader = new(default, 0, []);

    private readonly List<MimeEntity> _parts = [];
    private EntityHeader _header = NoHeader;
    private MessageAnomalies _anomalies;
    private ContentField? _type;
    private EntityNames? _names;
    private MessageAnomalies? _decodingAnomalies;

    /// <inheritdoc />
    public IMimeEntity? Parent => parent;

    /// <inheritdoc />
    public IReadOnlyList<IMimeEntity> Parts => _parts;

    /// <summary>The entities in it.</summary>
    public List<MimeEntity> Children => _parts;

    /// <inheritdoc />
    public IReadOnlyList<MessageField> Header => _header.Fields;

    /// <summary>The header.</summary>
    public EntityHeader Fields => _header;

    /// <inheritdoc />
    public long Offset => offset;

    /// <inheritdoc />
    public long BodyOffset { get; private set; }

    /// <inheritdoc />
    public long EndOffset { get; private set; }

    /// <inheritdoc />
    public string MediaType { get; private set; } = MediaTypes.Text;

    /// <inheritdoc />
    public TransferEncoding Encoding { get; private set; }

    /// <summary>Whether it has body parts, or should have.</summary>
    public bool IsMultipart => MediaTypes.IsMultipart(MediaType);

    /// <inheritdoc />
    public string Disposition => Names.Disposition;

    /// <inheritdoc />
    public string FileName => Names.All is [var first, ..] ? first : "";

    /// <inheritdoc />
    public IReadOnlyList<string> FileNames => Names.All;

    /// <inheritdoc />
    public IMessageContent Content => new ContentSlice(message, offset, EndOffset - offset);

    /// <inheritdoc />
    public IMessageContent Body => new ContentSlice(message, BodyOffset, EndOffset - BodyOffset);

    /// <inheritdoc />
    public MessageAnomalies Anomalies => _anomalies | Names.Anomalies | (_decodingAnomalies ??= FindDecodingAnomalies());

    /// <summary>What the scan found irregular.</summary>
    public MessageAnomalies ScanAnomalies => _anomalies;

    private EntityNames Names => _names ??= new EntityNames(_header, _type);

    /// <inheritdoc />
    public string? GetParameter(string name) => _type?.First(name.ToLowerInvariant());

    /// <inheritdoc />
    public Stream OpenDecoded() => TransferDecoder.Open(Encoding, Body.Open());

    /// <summary>Notes what is irregular.</summary>
    public void Note(MessageAnomalies anomalies) => _anomalies |= anomalies;

    /// <summary>Sets the header.</summary>
    public void SetHeader(EntityHeader header)
    {
        _header = header;
        _anomalies |= header.Anomalies;
    }

    /// <summary>Sets where the body begins.</summary>
    public void BeginBody(long position) => BodyOffset = position;

    /// <summary>Sets where it ends; the line end of an empty body is that of its header.</summary>
    public void End(long position) => EndOffset = Math.Max(position, BodyOffset);

    /// <summary>Sets what it is.</summary>
    public void Describe(ContentField? type, string mediaType, TransferEncoding encoding)
    {
        _type = type;
        MediaType = mediaType;
        Encoding = encoding;
        _anomalies |= type?.Anomalies ?? MessageAnomalies.None;
    }

    /// <summary>Makes it a file that stands in text.</summary>
    public void DescribeFile(string name, TransferEncoding encoding)
    {
        BodyOffset = offset;
        MediaType = MediaTypes.Binary;
        Encoding = encoding;
        _names = new EntityNames(name);
    }

    private MessageAnomalies FindDecodingAnomalies()
    {
        if (_parts.Count > 0 || !TransferEncodingName.ChangesBytes(Encoding))
            return MessageAnomalies.None;
        using var stream = OpenDecoded();
        stream.CopyTo(Stream.Null);
        return stream is CodingStream coding ? coding.Anomalies : MessageAnomalies.None;
    }
}
