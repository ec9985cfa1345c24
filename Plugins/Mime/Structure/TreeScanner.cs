using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Structure;

/// <summary>Reads the MIME structure of a message in one pass over its lines, under the rules of one reading. Only places are kept, the bodies are not.</summary>
internal sealed class TreeScanner : IDisposable
{
    private const int LongestWatchedLine = 1024;

    private readonly IMessageContent _content;
    private readonly MessageLimits _limits;
    private readonly ReadingRules _rules;
    private readonly ByteWindow _window;
    private readonly LineCursor _lines;
    private readonly DoubtList _doubts = new();
    private readonly OpenEntities _open;
    private readonly HeaderScanner _header;
    private readonly EntityDescription _description;
    private readonly List<MimeEntity> _entities = [];
    private readonly FileInText _file = new();

    /// <summary>Begins a scan.</summary>
    /// <param name="content">The message.</param>
    /// <param name="limits">How much of it is looked at.</param>
    /// <param name="rules">The rules of the reading.</param>
    public TreeScanner(IMessageContent content, MessageLimits limits, ReadingRules rules)
    {
        (_content, _limits, _rules) = (content, limits, rules);
        _window = new ByteWindow(content, 0);
        _lines = new LineCursor(_window, rules.HasFlag(ReadingRules.CarriageReturnEndsLine));
        _open = new OpenEntities(rules, _doubts);
        _header = new HeaderScanner(_lines, _open, limits, rules, _doubts);
        _description = new EntityDescription(rules, _doubts);
    }

    /// <inheritdoc />
    public void Dispose() => _window.Dispose();

    /// <summary>Reads the header of the message alone.</summary>
    public MimeEntity ScanHeader()
    {
        var root = Begin(parent: null);
        _header.Read(root, out _);
        return root;
    }

    /// <summary>Reads all.</summary>
    public Reading Scan()
    {
        MimeEntity? next = Begin(parent: null);
        while (next is not null)
            next = Continue(Read(next));
        if (_entities.Find(static entity => entity.ScanAnomalies.HasFlag(MessageAnomalies.BareCarriageReturn)) is { } entity)
            _doubts.Add(ReadingRules.CarriageReturnEndsLine, entity);
        return new Reading(_rules, _entities[0], _entities, _doubts, _lines.HasLineFeed);
    }

    private bool IsFull => _entities.Count >= _limits.Parts;

    private MimeEntity Begin(MimeEntity? parent)
    {
        var entity = new MimeEntity(_content, parent, _lines.Position);
        parent?.Children.Add(entity);
        _entities.Add(entity);
        return entity;
    }

    /// <summary>Reads an entity and the messages in it that begin where it does, up to a delimiter of one around.</summary>
    private Delimiter Read(MimeEntity entity)
    {
        while (true)
        {
            bool isPartOfDigest = entity.Parent?.MediaType == MediaTypes.Digest;
            bool hasBody = _header.Read(entity, out var delimiter);
            byte[] boundary = _description.Describe(entity, isPartOfDigest ? MediaTypes.Message : MediaTypes.Text);
            NoteHeader(entity);
            bool isContainer = entity.IsMultipart || IsReadAsMessage(entity);
            if (isContainer && _open.Count + 1 >= _limits.Depth)
            {
                entity.Note(MessageAnomalies.LimitReached);
                (isContainer, boundary) = (false, []);
            }

            var open = _open.Add(entity, boundary);
            if (!hasBody)
                return delimiter;
            if (!isContainer || entity.IsMultipart)
                return ScanBody(open, Watch(entity, isContainer));
            if (IsFull)
            {
                entity.Note(MessageAnomalies.LimitReached);
                return ScanBody(open, LineWatch.Delimiters);
            }

            entity = Begin(entity);
        }
    }

    private bool IsReadAsMessage(MimeEntity entity)
    {
        if (!MediaTypes.IsMessage(entity.MediaType))
            return false;
        if (!TransferEncodingName.ChangesBytes(entity.Encoding))
            return true;
        _doubts.Add(ReadingRules.EncodedMessageIsRead, entity);
        return _rules.HasFlag(ReadingRules.EncodedMessageIsRead);
    }

    private static void NoteHeader(MimeEntity entity)
    {
        if (entity.Parent is null || MediaTypes.IsMessage(entity.Parent.MediaType))
            entity.Note(entity.Fields.MessageAnomalies);
    }

    private static LineWatch Watch(MimeEntity entity, bool isContainer)
    {
        if (isContainer)
            return LineWatch.Everything;
        bool isPlainText = entity.MediaType == MediaTypes.Text && !TransferEncodingName.ChangesBytes(entity.Encoding);
        return isPlainText ? LineWatch.Files : LineWatch.Delimiters;
    }

    /// <summary>Passes over lines up to the delimiter of an open multipart.</summary>
    private Delimiter ScanBody(OpenEntity open, LineWatch watch)
    {
        var hidden = default(HiddenContent);
        _file.Reset();
        while (_lines.TryFind(_file.IsOpen ? _file.Watch : watch))
        {
            if (_open.TryMatch(_lines, out var delimiter) || _open.TryGuess(_lines, out delimiter))
                return delimiter;
            var line = _lines.Peek(LongestWatchedLine);
            if (watch == LineWatch.Everything && hidden.Look(line))
                open.Entity.Note(MessageAnomalies.HiddenContent);
            if (watch == LineWatch.Files)
                LookForFile(open.Entity, line);
            else
                _lines.PassLine();
        }

        return Delimiter.EndOfContent;
    }

    // Passes over the line, too.
    private void LookForFile(MimeEntity text, ReadOnlySpan<byte> line)
    {
        if (_file.IsOpen)
        {
            bool isLast = _file.IsEnd(line);
            _lines.PassLine();
            if (isLast)
                _file.Close(_lines.Position - _lines.LastLineEnd);
            return;
        }

        long offset = _lines.Position;
        if (!FileInText.IsBegin(line, out string name, out var encoding))
        {
            _lines.PassLine();
            return;
        }

        _lines.PassLine();
        if (encoding == TransferEncoding.Uuencode && !FileInText.IsUuencoded(_lines.Peek(LongestWatchedLine)))
            return;
        text.Note(IsFull ? MessageAnomalies.LimitReached : MessageAnomalies.FileInText);
        if (IsFull)
            return;
        var entity = new MimeEntity(_content, text, offset);
        entity.DescribeFile(name, encoding);
        text.Children.Add(entity);
        _entities.Add(entity);
        _file.Open(entity);
    }

    /// <summary>Ends what a delimiter ends.</summary>
    /// <returns>The next entity; <see langword="null"/> at the end of the message.</returns>
    private MimeEntity? Continue(Delimiter delimiter)
    {
        while (delimiter.Owner is { } owner)
        {
            long end = _lines.Position - _lines.LastLineEnd;
            _file.Close(end);
            _open.EndAllIn(owner, end, _lines.TakeAnomalies());
            _lines.PassLine();
            owner.Entity.Note(_lines.TakeAnomalies());
            owner.HasDelimiter = true;
            owner.IsClosed = delimiter.IsClosing && !_rules.HasFlag(ReadingRules.CloseIsDelimiter);
            if (!delimiter.IsClosing && !IsFull)
                return Begin(owner.Entity);
            if (!delimiter.IsClosing)
                owner.Entity.Note(MessageAnomalies.LimitReached);
            delimiter = ScanBody(owner, LineWatch.Everything);
        }

        _file.Close(_lines.Position);
        _open.EndAllIn(owner: null, _lines.Position, _lines.TakeAnomalies());
        return null;
    }
}
