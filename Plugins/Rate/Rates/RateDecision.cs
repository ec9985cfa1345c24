using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Rates;

/// <summary>The arithmetic of <c>rate</c>, that of mailfromd 8.15.</summary>
internal static class RateDecision
{
    /// <summary>Decides on a record.</summary>
    public static StateChange<long> Decide(StateRecord? present, RateRequest request)
    {
        long now = RecordTime.Seconds(request.Clock);
        if (present is not { } found || !RateRecord.TryRead(found.Value.Span, out RateRecord record))
            return Write(new RateRecord(now, 0, 1), 0, request);
        if (now < record.Timestamp && now >= record.Timestamp - RecordTime.ClockSkewSeconds)
            now = record.Timestamp;
        var (rate, next) = Step(record, now, request);
        return next is { } changed ? Write(changed, rate, request) : StateChange.Keep(rate);
    }

    /// <summary>The rate with one more message, and the record that this makes; <see langword="null"/> when the message is not counted.</summary>
    private static (long Rate, RateRecord? Next) Step(RateRecord record, long now, RateRequest request)
    {
        ulong count = unchecked(record.Count + 1);
        long passed = unchecked(now - record.Timestamp);
        long elapsed = unchecked(record.Interval + passed);
        long rate = 0;
        if (elapsed != 0 && count >= request.MinCount)
        {
            // In this order, for the same rounding; the conversion saturates.
            rate = (long)((double)count / elapsed * request.Interval);
            if (request.Threshold != 0 && (ulong)rate > request.Threshold)
                return (rate, null);
        }

        bool startsAnew = (ulong)passed > request.Interval || (request.ExpireSeconds > 0 && elapsed > request.ExpireSeconds);
        return (rate, startsAnew ? new RateRecord(now, 0, 1) : new RateRecord(now, elapsed, count));
    }

    private static StateChange<long> Write(RateRecord record, long rate, RateRequest request)
    {
        record.Write(request.Buffer.Span);
        return StateChange.Write(new StateRecord(request.Buffer, record.Expires(request.ExpireSeconds)), rate);
    }
}
