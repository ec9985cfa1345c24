using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Windows;

/// <summary>Counts in a sliding window.</summary>
internal static class WindowDecision
{
    /// <summary>The number counted in the last interval and those to count; they are counted unless that is above the limit.</summary>
    public static StateChange<long> Decide(StateRecord? present, WindowRequest request)
    {
        Span<long> room = stackalloc long[WindowCounts.Slots];
        var counts = new WindowCounts(present is { } found ? found.Value.Span : [], request.Interval, RecordTime.Microseconds(request.Clock), room);
        long sum = WindowCounts.Saturate(counts.Sum, request.Cost);
        if (request.Cost == 0 || sum > request.Limit)
            return StateChange.Keep(sum);
        counts.Add(request.Cost);
        var (record, expires) = counts.ToRecord(request.Interval);
        return StateChange.Write(new StateRecord(record, expires), sum);
    }
}
