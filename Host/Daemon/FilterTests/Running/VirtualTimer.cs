namespace Postern.Daemon.FilterTests.Running;

/// <summary>A timer of a <see cref="VirtualClock"/>; it runs on the thread that sets the clock on.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;

    /// <summary>In ticks of the clock; for the clock alone.</summary>
    public long Due { get; set; } = long.MaxValue;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        clock.Set(this, dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.GetTimestamp() + dueTime.Ticks);
        return true;
    }

    public void Fire()
    {
        clock.Set(this, _period > TimeSpan.Zero ? Due + _period.Ticks : long.MaxValue);
        callback(state);
    }

    public void Dispose() => clock.Set(this, long.MaxValue);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
