namespace Postern.Plugins.Rate.Buckets;

/// <summary>A call of <c>tbf_rate</c>.</summary>
/// <param name="Clock">Read while the record is held, so that tokens are counted in the order of the times.</param>
/// <param name="Cost">How many tokens are wanted; 1 to <paramref name="Burst"/>.</param>
/// <param name="Interval">A token comes every so many microseconds; not 0.</param>
/// <param name="Burst">How many tokens a bucket holds; not 0.</param>
/// <param name="ExpireSeconds">How long a record lives when its bucket is full; 0 for ever.</param>
/// <param name="Buffer">Room for the record.</param>
internal readonly record struct BucketRequest(
    TimeProvider Clock, ulong Cost, ulong Interval, ulong Burst, long ExpireSeconds, Memory<byte> Buffer);
