using Postern.Abstractions.Messages;

namespace Postern.Plugins.Mime.Structure;

/// <summary>The entities around the place of a scan, the message first, and the search for their delimiters.</summary>
/// <param name="rules">The rules of the reading.</param>
/// <param name="doubts">Told which other rules would have made a difference.</param>
internal sealed class OpenEntities(ReadingRules rules, DoubtList doubts)
{
    /// <summary>A boundary has at most 70 bytes (RFC 2046 §5.1.1); longer ones than this are not looked for.</summary>
    public const int LongestBoundary = 2000;

    // Two hyphens before and behind, and blanks.
    private const int LongestDelimiter = LongestBoundary + 1000;

    private readonly List<OpenEntity> _entities = [];

    /// <summary>How many there are.</summary>
    public int Count => _entities.Count;

    /// <summary>The innermost one.</summary>
    public OpenEntity Last => _entities[^1];

    /// <summary>Opens one in the last one.</summary>
    public OpenEntity Add(MimeEntity entity, byte[] boundary)
    {
        var open = new OpenEntity(entity, boundary);
        if (boundary.Length > 0)
            CompareBoundaries(entity, boundary);
        _entities.Add(open);
        return open;
    }

    /// <summary>Ends the entities in one, or all.</summary>
    /// <param name="owner">The one that stays open; <see langword="null"/> to end all.</param>
    /// <param name="end">Where they end.</param>
    /// <param name="anomalies">What was irregular about the lines of the innermost one.</param>
    public void EndAllIn(OpenEntity? owner, long end, MessageAnomalies anomalies)
    {
        Last.Entity.Note(anomalies);
        while (_entities.Count > 0 && Last != owner)
        {
            End(Last, end, isAtDelimiter: owner is not null);
            end = Math.Max(end, Last.Entity.EndOffset);
            _entities.RemoveAt(_entities.Count - 1);
        }
    }

    /// <summary>Whether a delimiter is at the cursor.</summary>
    public bool TryMatch(LineCursor lines, out Delimiter delimiter)
    {
        delimiter = default;
        if (!lines.StartsWithHyphen)
            return false;
        var line = lines.Peek(LongestDelimiter);
        return line.StartsWith("--"u8) && (TryMatchOpen(line[2..], out delimiter) || NoteClosed(line[2..], out delimiter));
    }

    /// <summary>Whether the line at the cursor looks like a delimiter of the innermost entity, a multipart of which no delimiter has been found yet.</summary>
    public bool TryGuess(LineCursor lines, out Delimiter delimiter)
    {
        delimiter = new Delimiter(Last, IsClosing: false);
        if (!lines.StartsWithHyphen || Last.HasDelimiter || !Last.Entity.IsMultipart)
            return false;
        var line = lines.Peek(LongestDelimiter).TrimEnd(" \t"u8);
        if (!line.StartsWith("--"u8) || line.Length <= 2 || line.Length > LongestBoundary)
            return false;
        Last.HasUnknownDelimiter = true;
        if (!rules.HasFlag(ReadingRules.GuessedBoundary))
            return false;
        Last.Guess(line[2..]);
        return true;
    }

    private bool TryMatchOpen(ReadOnlySpan<byte> text, out Delimiter delimiter)
    {
        OpenEntity? prefixed = null;
        for (int i = _entities.Count - 1; i >= 0; i--)
        {
            var open = _entities[i];
            if (open.Boundary.Length == 0 || open.IsClosed)
                continue;
            if (text.StartsWith(open.Boundary))
            {
                if (IsDelimiter(text[open.Boundary.Length..], out bool isClosing))
                {
                    delimiter = new Delimiter(open, isClosing);
                    return true;
                }

                prefixed ??= open;
            }

            if (rules.HasFlag(ReadingRules.OwnBoundaryOnly))
                break;
        }

        return IsPrefixed(text, prefixed, out delimiter);
    }

    private bool IsPrefixed(ReadOnlySpan<byte> text, OpenEntity? owner, out Delimiter delimiter)
    {
        delimiter = default;
        if (owner is null)
            return false;
        doubts.Add(ReadingRules.PrefixIsDelimiter, owner.Entity);
        if (!rules.HasFlag(ReadingRules.PrefixIsDelimiter))
            return false;
        delimiter = new Delimiter(owner, text[owner.Boundary.Length..].StartsWith("--"u8));
        return true;
    }

    // A multipart that has ended does not begin again; that some programs go on is for another reading.
    private bool NoteClosed(ReadOnlySpan<byte> text, out Delimiter delimiter)
    {
        delimiter = default;
        for (int i = _entities.Count - 1; i >= 0; i--)
        {
            var open = _entities[i];
            if (!open.IsClosed || !text.StartsWith(open.Boundary) || !IsDelimiter(text[open.Boundary.Length..], out bool isClosing))
                continue;
            if (isClosing)
                return false;
            open.Entity.Note(MessageAnomalies.PartAfterEnd);
            doubts.Add(ReadingRules.CloseIsDelimiter, open.Entity);
            delimiter = new Delimiter(open, isClosing);
            return rules.HasFlag(ReadingRules.CloseIsDelimiter);
        }

        return false;
    }

    private static bool IsDelimiter(ReadOnlySpan<byte> rest, out bool isClosing)
    {
        isClosing = rest.StartsWith("--"u8);
        return rest[(isClosing ? 2 : 0)..].IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;
    }

    private void CompareBoundaries(MimeEntity entity, ReadOnlySpan<byte> boundary)
    {
        foreach (var open in _entities)
        {
            if (open.Boundary.Length == 0)
                continue;
            if (boundary.SequenceEqual(open.Boundary))
                entity.Note(MessageAnomalies.ReusedBoundary);
            else if (boundary.StartsWith(open.Boundary))
                entity.Note(MessageAnomalies.PrefixBoundary);
        }
    }

    private void End(OpenEntity open, long end, bool isAtDelimiter)
    {
        open.Entity.End(end);
        if (open.HasUnknownDelimiter && !open.HasDelimiter)
            doubts.Add(ReadingRules.GuessedBoundary, open.Entity);
        if (open.Boundary.Length == 0 || open.IsClosed)
            return;
        open.Entity.Note(open.HasDelimiter ? MessageAnomalies.UnclosedMultipart : MessageAnomalies.MissingBoundary);
        if (isAtDelimiter)
            doubts.Add(ReadingRules.OwnBoundaryOnly, open.Entity);
    }
}
