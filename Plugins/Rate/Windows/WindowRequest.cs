namespace Postern.Plugins.Rate.Windows;

/// <summary>A call of <c>window_rate</c> or <c>window_rateok</c>.</summary>
/// <param name="Clock">Read while the record is held.</param>
/// <param name="Interval">The interval in seconds.</param>
/// <param name="Cost">How many to count; not negative.</param>
/// <param name="Limit">What would exceed this is not counted.</param>
internal readonly record struct WindowRequest(TimeProvider Clock, long Interval, long Cost, long Limit)
{
    /// <summary>The limit of those that have none.</summary>
    public const long NoLimit = long.MaxValue;
}
