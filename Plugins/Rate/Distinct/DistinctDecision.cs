using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Distinct;

/// <summary>Counts the different values that were seen in the last interval.</summary>
internal static class DistinctDecision
{
    /// <summary>How many they are with this one, which is kept unless there are too many.</summary>
    public static StateChange<long> Decide(StateRecord? present, DistinctRequest request)
    {
        long now = RecordTime.Seconds(request.Clock);
        ReadOnlySpan<byte> record = present is { } found && DistinctRecord.IsWhole(found.Value.Span) ? found.Value.Span : [];
        var kept = new byte[record.Length + DistinctRecord.EntrySize];
        int used = 0;
        long latest = now;
        bool isKnown = false;
        for (; !record.IsEmpty; record = record[DistinctRecord.EntrySize..])
        {
            if (!DistinctRecord.Counts(record, now, request.Interval))
                continue;
            bool isThis = DistinctRecord.HashOf(record) == request.Hash;
            isKnown |= isThis;

            // Another host's clock may be ahead: a value is never seen earlier than it was.
            long seen = Math.Max(DistinctRecord.SeenAt(record), isThis ? now : 0);
            latest = Math.Max(latest, seen);
            DistinctRecord.WriteEntry(kept.AsSpan(used), DistinctRecord.HashOf(record), seen);
            used += DistinctRecord.EntrySize;
        }

        int count = used / DistinctRecord.EntrySize;
        if (!isKnown && count >= request.Most)
            return StateChange.Keep(count + 1L);
        if (!isKnown)
        {
            DistinctRecord.WriteEntry(kept.AsSpan(used), request.Hash, now);
            used += DistinctRecord.EntrySize;
        }

        return StateChange.Write(
            new StateRecord(kept.AsMemory(0, used), DistinctRecord.Expires(latest, request.Interval)), (long)used / DistinctRecord.EntrySize);
    }
}
