using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Structure;

/// <summary>A message that is read on demand.</summary>
/// <param name="content">Its bytes.</param>
/// <param name="limits">How much of it is looked at.</param>
internal sealed class MailMessage(IMessageContent content, MessageLimits limits) : IMailMessage
{
    private MimeEntity? _header;
    private Reading? _usual;
    private MessageReadings? _all;
    private MessageAnomalies? _anomalies;

    /// <inheritdoc />
    public IMessageContent Content => content;

    /// <inheritdoc />
    public IReadOnlyList<MessageField> Header => HeaderOwner.Header;

    /// <inheritdoc />
    public long BodyOffset => HeaderOwner.BodyOffset;

    /// <inheritdoc />
    public IMimeEntity Root => Usual.Root;

    /// <inheritdoc />
    public MessageAnomalies Anomalies => _anomalies ??= Usual.Entities.Aggregate(MessageAnomalies.None, static (all, entity) => all | entity.Anomalies);

    /// <inheritdoc />
    public IReadOnlyList<string> Ambiguities => All.Reasons;

    /// <inheritdoc />
    public IReadOnlyList<IMimeEntity> Leaves => All.Leaves;

    /// <summary>The entities of the usual reading in their order, the message first. Programs count them from 1.</summary>
    public IReadOnlyList<IMimeEntity> Entities => Usual.Entities;

    private MimeEntity HeaderOwner => _usual?.Root ?? (_header ??= ReadHeader());

    private Reading Usual => _usual ??= MessageReadings.ReadUsual(content, limits);

    private MessageReadings All => _all ??= new MessageReadings(content, limits, Usual);

    private MimeEntity ReadHeader()
    {
        using var scanner = new TreeScanner(content, limits, ReadingRules.None);
        var header = scanner.ScanHeader();

        // The lines may end in CR alone, which only the whole message tells.
        return header.ScanAnomalies.HasFlag(MessageAnomalies.BareCarriageReturn) ? Usual.Root : header;
    }
}
