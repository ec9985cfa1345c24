using System.Security.Cryptography;
using System.Text;
using Postern.Abstractions.Messages;
using Postern.Abstractions.Milter;
using Postern.Plugins.Mime.Content;

namespace Postern.Plugins.Mime.Editing;

/// <summary>
/// The changes to the parts of one message. Parts are those of the message as it came, so that changes compose in any order. The result is read from the original and what was
/// changed, when the changes are sent.
/// </summary>
internal sealed class MessageEdits : IMessageContent
{
    private const string Mixed = "multipart/mixed";

    private readonly IMailMessage _message;
    private readonly RootHeader _header;
    private readonly Dictionary<IMimeEntity, PartEdit> _edits = [];
    private readonly List<NewPart> _added = [];
    private readonly string _boundary = $"=_{Convert.ToHexString(RandomNumberGenerator.GetBytes(16))}";
    private SplicedContent? _body;
    private ModificationQueue? _queue;

    /// <summary>Begins with a message that is as it came.</summary>
    public MessageEdits(IMailMessage message)
    {
        _message = message;
        _header = new RootHeader(message);
    }

    /// <inheritdoc/>
    public long Length => IsReplaced ? 0 : Body.Length;

    /// <summary>How many changes there are.</summary>
    public int Count { get; private set; }

    private SplicedContent Body => _body ??= BodyWith(Render(out _));

    // A body that replaces all later takes the place of the changed one; the MTA would get both, one behind the other.
    private bool IsReplaced => _queue is not null && _queue.Items.Any(IsOtherBody);

    // A multipart that others can be added to: mixed, with delimiters.
    private bool IsOpenMultipart => _message.Root is { MediaType: Mixed, Parts.Count: > 0 } root && root.GetParameter("boundary") is not null && !PartLock.IsLocked(root);

    /// <inheritdoc/>
    public Stream Open() => IsReplaced ? Stream.Null : Body.Open();

    /// <summary>The change of a part, for making it.</summary>
    public PartEdit Of(IMimeEntity part)
    {
        if (!_edits.TryGetValue(part, out PartEdit? edit))
            _edits.Add(part, edit = new PartEdit());
        return edit;
    }

    /// <summary>Whether a part, or what it stands in, was removed or replaced.</summary>
    public bool IsGone(IMimeEntity part)
    {
        for (IMimeEntity? at = part; at is not null; at = at.Parent)
        {
            if (_edits.TryGetValue(at, out PartEdit? edit) && (edit.IsRemoved || (at != part && edit.Replacement is not null)))
                return true;
        }

        return false;
    }

    /// <summary>Adds a part.</summary>
    public void Add(NewPart part) => _added.Add(part);

    /// <summary>Queues what must change in the header after another change.</summary>
    public void Queue(ModificationQueue queue)
    {
        Count++;
        (_body, _queue) = (null, queue);
        Render(out Dictionary<string, string?> fields);
        _header.Apply(queue, fields);
    }

    private bool IsOtherBody(MessageModification change) =>
        change is MessageModification.ReplaceBody || (change is MessageModification.ReplaceBodyContent content && content.Content != this);

    private SplicedContent BodyWith(List<Splice> splices)
    {
        long start = _message.BodyOffset;
        return new SplicedContent(
            new ContentSlice(_message.Content, start, _message.Content.Length - start),
            splices.Select(splice => splice with { Start = splice.Start - start, End = splice.End - start }));
    }

    private List<Splice> Render(out Dictionary<string, string?> fields)
    {
        fields = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var splices = new List<Splice>();
        HashSet<IMimeEntity> kept = LastOfEachThatIsEmptied();
        foreach ((IMimeEntity part, PartEdit edit) in _edits)
        {
            if (edit.IsRemoved && !kept.Contains(part))
                splices.Add(edit.Removal ??= Remove(part));
            else if (edit.IsRemoved || edit.Replacement is not null)
                Replace(part, edit.Replacement ?? NewPart.Create("text/plain", "", "", "")!, splices, fields);
            else if (edit.Text.Length > 0)
                AddText(part, TextAppendix.Create(part, edit.Text), splices, fields);
        }

        if (_added.Count > 0 && IsOpenMultipart)
            AddToMultipart(splices);
        else if (_added.Count > 0)
            Wrap(splices, fields);
        return splices;
    }

    // A multipart has a part (RFC 2046 §5.1): of one whose parts all go, the first becomes empty.
    private HashSet<IMimeEntity> LastOfEachThatIsEmptied() =>
        [.. _edits.Where(static item => item.Value.IsRemoved).Select(static item => item.Key.Parent!).Distinct()
            .Where(parent => parent.Parts.All(part => _edits.TryGetValue(part, out PartEdit? edit) && edit.IsRemoved)).Select(static parent => parent.Parts[0])];

    private Splice Remove(IMimeEntity part)
    {
        (long start, long end) = PartPlace.WithDelimiter(_message.Content, part);
        return new Splice(start, end, new MemoryContent(default));
    }

    private void Replace(IMimeEntity part, NewPart replacement, List<Splice> splices, Dictionary<string, string?> fields)
    {
        if (part.Parent is not null)
        {
            splices.Add(new Splice(part.Offset, part.Offset, new MemoryContent(FieldText.Header(replacement.Fields))));
            splices.Add(new Splice(part.Offset, part.EndOffset, replacement.Body));
            return;
        }

        splices.Add(new Splice(part.BodyOffset, _message.Content.Length, replacement.Body));
        foreach ((string name, _) in _header.Original)
            fields[name] = null;
        foreach ((string name, string value) in replacement.Fields)
            fields[name] = value;
    }

    private static void AddText(IMimeEntity part, TextAppendix appendix, List<Splice> splices, Dictionary<string, string?> fields)
    {
        splices.Add(appendix.Render());
        Dictionary<string, string> changed = PartFields.For(part, appendix);
        if (part.Parent is not null)
        {
            splices.AddRange(PartFields.Set(part, changed));
            return;
        }

        foreach ((string name, string value) in changed)
            fields[name] = value;
    }

    private void AddToMultipart(List<Splice> splices)
    {
        IMimeEntity root = _message.Root;
        byte[] delimiter = Encoding.Latin1.GetBytes($"--{root.GetParameter("boundary")}");
        bool isUnclosed = root.Anomalies.HasFlag(MessageAnomalies.UnclosedMultipart);
        long place = isUnclosed ? _message.Content.Length : PartPlace.EndOfLine(_message.Content, root.Parts[^1].EndOffset);
        if (isUnclosed)
            Insert(splices, place, "\r\n"u8.ToArray());
        AddParts(splices, place, delimiter);
        if (isUnclosed)
            Insert(splices, place, [.. delimiter, .. "--\r\n"u8]);
    }

    // The message becomes the first part of a new multipart.
    private void Wrap(List<Splice> splices, Dictionary<string, string?> fields)
    {
        byte[] delimiter = Encoding.ASCII.GetBytes($"--{_boundary}");
        var inner = new List<(string Name, string Value)>();
        foreach ((string name, string value) in _header.Original)
        {
            if (!fields.ContainsKey(name))
                inner.Add((name, value));
        }

        inner.AddRange(fields.Where(static field => field.Value is not null).Select(static field => (field.Key, field.Value!)));
        long start = _message.BodyOffset, end = _message.Content.Length;
        splices.Insert(0, new Splice(start, start, new MemoryContent((byte[])[.. delimiter, .. "\r\n"u8, .. FieldText.Header(inner)])));
        Insert(splices, end, "\r\n"u8.ToArray());
        AddParts(splices, end, delimiter);
        Insert(splices, end, [.. delimiter, .. "--\r\n"u8]);
        foreach ((string name, _) in inner)
            fields[name] = null;
        if (_message.Root.Encoding is TransferEncoding.EightBit or TransferEncoding.Binary)
            fields["Content-Transfer-Encoding"] = NewPart.EncodingName(_message.Root.Encoding);
        fields["Content-Type"] = $"{Mixed};\n\tboundary=\"{_boundary}\"";
    }

    private void AddParts(List<Splice> splices, long place, byte[] delimiter)
    {
        foreach (NewPart part in _added)
        {
            Insert(splices, place, [.. delimiter, .. "\r\n"u8]);
            foreach (IMessageContent content in part.Whole)
                splices.Add(new Splice(place, place, content));
            Insert(splices, place, "\r\n"u8.ToArray());
        }
    }

    private static void Insert(List<Splice> splices, long place, byte[] bytes) => splices.Add(new Splice(place, place, new MemoryContent(bytes)));
}
