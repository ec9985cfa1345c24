using Postern.Abstractions.Messages;
using Postern.Plugins.Mime.Fields;

namespace Postern.Plugins.Mime.Structure;

/// <summary>The disposition of an entity and the names that mail programs may offer for saving it (RFC 2183 §2.3, RFC 2045).</summary>
internal sealed class EntityNames
{
    /// <summary>Reads them.</summary>
    /// <param name="header">The entity's header.</param>
    /// <param name="type">Its Content-Type as read.</param>
    public EntityNames(EntityHeader header, ContentField? type)
    {
        ContentField? disposition = header.Has(FieldKind.ContentDisposition) ? Parse(header, FieldKind.ContentDisposition, last: false) : null;
        Disposition = disposition?.Value ?? "";
        var fromDisposition = new List<string>(disposition?.Readings("filename") ?? []);
        var fromType = new List<string>(type?.Readings("name") ?? []);
        if (header.IsRepeated(FieldKind.ContentDisposition))
            fromDisposition.AddRange(Parse(header, FieldKind.ContentDisposition, last: true).Readings("filename"));
        if (header.IsRepeated(FieldKind.ContentType))
        {
            fromType.AddRange(Parse(header, FieldKind.ContentType, last: false).Readings("name"));
            fromType.AddRange(Parse(header, FieldKind.ContentType, last: true).Readings("name"));
        }

        All = [.. fromDisposition.Concat(fromType).Where(static name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        Anomalies = disposition?.Anomalies ?? MessageAnomalies.None;
        if (fromDisposition.Count > 0 && fromType.Count > 0 && fromDisposition[0] != fromType[0])
            Anomalies |= MessageAnomalies.ConflictingNames;
    }

    /// <summary>Those of a file in text.</summary>
    /// <param name="name">The name.</param>
    public EntityNames(string name) => All = name.Length > 0 ? [name] : [];

    /// <summary>The word before the parameters of Content-Disposition.</summary>
    public string Disposition { get; } = "";

    /// <summary>The names, the usual one first.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>What is irregular about them.</summary>
    public MessageAnomalies Anomalies { get; }

    private static ContentField Parse(EntityHeader header, FieldKind kind, bool last) => ContentField.Parse(header.Body(kind, last).Span);
}
