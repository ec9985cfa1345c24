namespace Postern.Plugins.Rate.Rates;

/// <summary>A call of <c>rate</c>.</summary>
/// <param name="Clock">Read while the record is held, so that messages are counted in the order of their times.</param>
/// <param name="Interval">To which the rate is converted, in seconds.</param>
/// <param name="MinCount">With fewer messages the rate is 0.</param>
/// <param name="Threshold">A message above this rate is not counted; 0: all are.</param>
/// <param name="ExpireSeconds">How long a record lives; 0 for ever.</param>
/// <param name="Buffer">Room for the record.</param>
internal readonly record struct RateRequest(
    TimeProvider Clock, ulong Interval, ulong MinCount, ulong Threshold, long ExpireSeconds, Memory<byte> Buffer);
