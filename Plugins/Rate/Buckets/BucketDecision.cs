using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Buckets;

/// <summary>The arithmetic of <c>tbf_rate</c>, that of mailfromd 8.15.</summary>
internal static class BucketDecision
{
    private const ulong ClockSkew = RecordTime.ClockSkewSeconds * RecordTime.MicrosecondsPerSecond;

    /// <summary>Takes the tokens if there are enough, and writes the bucket as it is now.</summary>
    public static StateChange<bool> Decide(StateRecord? present, BucketRequest request)
    {
        var now = (ulong)RecordTime.Microseconds(request.Clock);
        var (timestamp, tokens) = present is { } found && BucketRecord.TryRead(found.Value.Span, out BucketRecord bucket)
            ? Fill(bucket, now, request)
            : (now, request.Burst);
        bool isGranted = request.Cost <= tokens;
        if (isGranted)
            tokens -= request.Cost;
        var changed = new BucketRecord(timestamp, ExpiryTime(timestamp, tokens, request), tokens);
        changed.Write(request.Buffer.Span);
        return StateChange.Write(new StateRecord(request.Buffer, changed.Expires(request.ExpireSeconds)), isGranted);
    }

    private static (ulong Timestamp, ulong Tokens) Fill(BucketRecord bucket, ulong now, BucketRequest request)
    {
        if (now < bucket.Timestamp && bucket.Timestamp - now <= ClockSkew)
            now = bucket.Timestamp;

        // A clock that was set back fills the bucket.
        ulong arrived = unchecked(now - bucket.Timestamp) / request.Interval;
        ulong timestamp = unchecked(bucket.Timestamp + (arrived * request.Interval));
        return (timestamp, (ulong)UInt128.Min((UInt128)arrived + bucket.Tokens, request.Burst));
    }

    // The time of an endless bucket ends with the calendar of 64 bits.
    private static long ExpiryTime(ulong timestamp, ulong tokens, BucketRequest request)
    {
        UInt128 full = timestamp + ((UInt128)request.Interval * ((UInt128)request.Burst - tokens + 1));
        return (long)UInt128.Min((full / RecordTime.MicrosecondsPerSecond) + 1, long.MaxValue);
    }
}
