using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Structure;

/// <summary>
/// Reads headers (RFC 5322 §2.2) as mail programs do: a line that is neither a field nor a fold ends the header, and the body begins with it.
/// </summary>
/// <param name="lines">The content.</param>
/// <param name="open">The entities around, whose delimiters end a header, too.</param>
/// <param name="limits">How much is looked at.</param>
/// <param name="rules">The rules of the reading.</param>
/// <param name="doubts">Told which other rules would have made a difference.</param>
internal sealed class HeaderScanner(LineCursor lines, OpenEntities open, MessageLimits limits, ReadingRules rules, DoubtList doubts)
{
    private readonly List<FieldSpan> _fields = [];
    private MimeEntity _entity = null!;
    private bool _isFieldOpen;
    private bool _isCut;

    /// <summary>Reads the header of an entity, of which the cursor is at the beginning.</summary>
    /// <param name="entity">The entity, which gets header and body offset.</param>
    /// <param name="delimiter">What ended the header, when that was not an empty line and there is no body.</param>
    /// <returns>Whether there is a body.</returns>
    public bool Read(MimeEntity entity, out Delimiter delimiter)
    {
        Begin(entity);
        bool hasBody;
        while (true)
        {
            var step = ReadLine(out delimiter);
            if (step == HeaderStep.Next && (_isCut || lines.Pinned.Length <= limits.HeaderBytes))
                continue;
            if (step == HeaderStep.Next)
            {
                Cut();
                continue;
            }

            hasBody = step == HeaderStep.Body;
            break;
        }

        if (!_isCut)
            Finish();
        entity.BeginBody(lines.Position);
        entity.Note(lines.TakeAnomalies());
        return hasBody;
    }

    private void Begin(MimeEntity entity)
    {
        _entity = entity;
        _fields.Clear();
        _isFieldOpen = false;
        _isCut = false;
        lines.Pin();
    }

    private HeaderStep ReadLine(out Delimiter delimiter)
    {
        delimiter = Delimiter.EndOfContent;
        if (lines.IsAtEnd())
            return HeaderStep.End;
        int start = _isCut ? 0 : lines.Pinned.Length;
        if (open.TryMatch(lines, out delimiter))
            return HeaderStep.End;
        var line = lines.Peek(limits.HeaderBytes);
        if (line.IsEmpty)
        {
            lines.PassLine();
            return HeaderStep.Body;
        }

        var step = line[0] is (byte)' ' or (byte)'\t' ? ReadFold(line) : ReadField(line, start);
        if (step == HeaderStep.Bad)
            step = Reject(line);
        if (step != HeaderStep.Next)
            return step;
        lines.PassLine();
        if (_isFieldOpen && !_isCut)
            Extend();
        return HeaderStep.Next;
    }

    private HeaderStep ReadFold(ReadOnlySpan<byte> line)
    {
        if (FieldLine.IsBlank(line))
        {
            _entity.Note(MessageAnomalies.BlankFold);
            doubts.Add(ReadingRules.BlankFoldEndsHeader, _entity);
            if (rules.HasFlag(ReadingRules.BlankFoldEndsHeader))
            {
                lines.PassLine();
                return HeaderStep.Body;
            }
        }

        if (!_isFieldOpen && !_entity.ScanAnomalies.HasFlag(MessageAnomalies.LimitReached))
            _entity.Note(MessageAnomalies.MalformedHeader);
        return HeaderStep.Next;
    }

    private HeaderStep ReadField(ReadOnlySpan<byte> line, int start)
    {
        if (!FieldLine.TryRead(line, out int nameLength, out int colon))
            return HeaderStep.Bad;
        _isFieldOpen = false;
        if (nameLength == 0)
        {
            _entity.Note(MessageAnomalies.BadFieldName | MessageAnomalies.MalformedHeader);
            return HeaderStep.Next;
        }

        if (colon > nameLength)
        {
            _entity.Note(MessageAnomalies.SpaceBeforeColon);
            doubts.Add(ReadingRules.StrictFieldNames, _entity);
            if (rules.HasFlag(ReadingRules.StrictFieldNames))
                return HeaderStep.Next;
        }

        if (line[..nameLength].Contains((byte)'('))
            _entity.Note(MessageAnomalies.BadFieldName);
        if (_fields.Count >= limits.HeaderFields)
        {
            _entity.Note(MessageAnomalies.LimitReached);
            return HeaderStep.Next;
        }

        if (!_isCut)
        {
            _fields.Add(new FieldSpan(start, nameLength, start + colon + 1, 0, 0));
            _isFieldOpen = true;
        }

        return HeaderStep.Next;
    }

    private HeaderStep Reject(ReadOnlySpan<byte> line)
    {
        _entity.Note(MessageAnomalies.MalformedHeader);
        _isFieldOpen = false;
        if (FieldLine.IsEnvelope(line))
            return HeaderStep.Next;
        doubts.Add(ReadingRules.BadLinesAreSkipped, _entity);
        return rules.HasFlag(ReadingRules.BadLinesAreSkipped) ? HeaderStep.Next : HeaderStep.Body;
    }

    private void Extend()
    {
        int end = lines.Pinned.Length;
        _fields[^1] = _fields[^1] with { BodyEnd = end - lines.LastLineEnd, End = end };
    }

    // The rest of a header that is too long is passed over, so that at least its end is found.
    private void Cut()
    {
        _entity.Note(MessageAnomalies.LimitReached);
        if (_fields.Count > 0 && _isFieldOpen)
            _fields.RemoveAt(_fields.Count - 1);
        Finish();
        _isCut = true;
        _isFieldOpen = false;
    }

    private void Finish()
    {
        long offset = lines.Position - lines.Pinned.Length;
        _entity.SetHeader(new EntityHeader(lines.Unpin(), offset, _fields));
    }
}
