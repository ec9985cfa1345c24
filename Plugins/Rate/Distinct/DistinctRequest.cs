namespace Postern.Plugins.Rate.Distinct;

/// <summary>A call of <c>distinct_count</c>.</summary>
/// <param name="Clock">Read while the record is held.</param>
/// <param name="Hash">The value.</param>
/// <param name="Interval">How long a value counts, in seconds.</param>
/// <param name="Most">With so many values, no other is kept.</param>
internal readonly record struct DistinctRequest(TimeProvider Clock, ulong Hash, long Interval, int Most);
