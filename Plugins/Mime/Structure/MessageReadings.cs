using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Structure;

/// <summary>All readings of a message that its doubts give a reason for, up to a number, and what they have in common for a scanner.</summary>
internal sealed class MessageReadings
{
    private const int MostReadings = 16;

    private readonly IMessageContent _content;
    private readonly MessageLimits _limits;
    private readonly List<IMimeEntity> _leaves = [];
    private readonly HashSet<(long Begin, long End, TransferEncoding Encoding)> _known = [];
    private readonly List<string> _reasons = [];
    private ReadingRules _told;

    /// <summary>Looks at the other readings.</summary>
    /// <param name="content">The message.</param>
    /// <param name="limits">How much of it is looked at.</param>
    /// <param name="usual">Its usual reading.</param>
    public MessageReadings(IMessageContent content, MessageLimits limits, Reading usual)
    {
        (_content, _limits) = (content, limits);
        AddLeaves(usual);
        foreach (var entity in usual.Entities)
            AddReasons(entity);
        Explore(usual);
    }

    /// <summary>The entities without parts of all readings, each once.</summary>
    public IReadOnlyList<IMimeEntity> Leaves => _leaves;

    /// <summary>Why the readings differ.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>The reading of most programs.</summary>
    public static Reading ReadUsual(IMessageContent content, MessageLimits limits)
    {
        var reading = Scan(content, limits, ReadingRules.None);

        // Lines that end in CR alone, all of them: no program shows such a message as one line.
        return !reading.HasLineFeed && reading.Doubts.Rules.HasFlag(ReadingRules.CarriageReturnEndsLine)
            ? Scan(content, limits, ReadingRules.CarriageReturnEndsLine)
            : reading;
    }

    private static Reading Scan(IMessageContent content, MessageLimits limits, ReadingRules rules)
    {
        using var scanner = new TreeScanner(content, limits, rules);
        return scanner.Scan();
    }

    private void Explore(Reading usual)
    {
        var pending = new Queue<(ReadingRules Rules, Reading Reading)>([(usual.Rules, usual)]);
        var tried = new HashSet<ReadingRules> { usual.Rules };
        while (pending.TryDequeue(out var from))
        {
            foreach ((var rule, long offset) in from.Reading.Doubts.Items)
            {
                var rules = from.Rules | rule;
                if (!tried.Add(rules))
                    continue;
                if (tried.Count > MostReadings)
                {
                    _reasons.Add("there are more readings than are looked at");
                    return;
                }

                var other = Scan(_content, _limits, rules);
                if (!IsSame(from.Reading, other))
                {
                    AddLeaves(other);
                    AddReason(rule, offset);
                }

                pending.Enqueue((rules, other));
            }
        }
    }

    private static bool IsSame(Reading one, Reading other) =>
        one.Entities.Count == other.Entities.Count && one.Entities.Zip(other.Entities).All(static pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(MimeEntity one, MimeEntity other) =>
        one.BodyOffset == other.BodyOffset && one.EndOffset == other.EndOffset && one.Encoding == other.Encoding && one.MediaType == other.MediaType;

    private void AddLeaves(Reading reading)
    {
        foreach (var entity in reading.Entities)
        {
            // Text that holds files is shown as it is by some, and a multipart that is encoded may be decoded.
            bool isLeaf = entity.Parts.Count == 0 || MediaTypes.Text == entity.MediaType || TransferEncodingName.ChangesBytes(entity.Encoding);
            if (isLeaf && _leaves.Count < _limits.Parts && _known.Add((entity.BodyOffset, entity.EndOffset, entity.Encoding)))
                _leaves.Add(entity);
        }
    }

    private void AddReasons(MimeEntity entity)
    {
        if (entity.FileNames.Count > 1)
            Tell(entity.Offset, "its file name can be read in more than one way");
        if (entity.IsMultipart && TransferEncodingName.ChangesBytes(entity.Encoding))
            Tell(entity.Offset, "a multipart with a transfer encoding, which some programs undo and others do not");
    }

    private void AddReason(ReadingRules rule, long offset)
    {
        if (!_told.HasFlag(rule))
            Tell(offset, AmbiguityText.Of(rule));
        _told |= rule;
    }

    private void Tell(long offset, string reason) => _reasons.Add($"entity at byte {offset}: {reason}");
}
