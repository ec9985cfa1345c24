namespace Postern.Daemon.FilterTests.Running;

/// <summary>
/// The clock of a test. It stands still, except that it is set on between messages, and that a handler which waits for a time
/// (<see cref="Task.Delay(TimeSpan, TimeProvider)"/>) waits no real time: the clock leaps to the end of its wait. Time-outs do not make it leap;
/// they come when a leap passes them. Thread-safe.
/// </summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<VirtualTimer> _timers = [];
    private readonly AsyncLocal<bool> _isHandler = new();
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Tells whether the handler that waits has been told to stop; then its wait does not end by itself.</summary>
    public Func<bool> IsInterrupted { get; set; } = static () => false;

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    public override DateTimeOffset GetUtcNow() => start.AddTicks(GetTimestamp());

    /// <summary>What the caller, and whatever it calls or awaits from here on, waits for makes the clock leap.</summary>
    public void BeginHandlers() => _isHandler.Value = true;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        if (_isHandler.Value && dueTime > TimeSpan.Zero && DelayTimers.IsDelay(state))
            LeapTo(GetTimestamp() + dueTime.Ticks, IsInterrupted);
        return timer;
    }

    /// <summary>Sets the clock on and runs the timers that come due, in order.</summary>
    public void Advance(TimeSpan span) => LeapTo(GetTimestamp() + span.Ticks, static () => false);

    /// <summary>A timer is due at a moment, or not at all with <see cref="long.MaxValue"/>.</summary>
    internal void Set(VirtualTimer timer, long due)
    {
        lock (_gate)
        {
            timer.Due = due;
            _timers.Remove(timer);
            if (due != long.MaxValue)
                _timers.Add(timer);
        }
    }

    private void LeapTo(long target, Func<bool> isStopped)
    {
        while (!isStopped())
        {
            VirtualTimer? next;
            lock (_gate)
            {
                next = _timers.Where(timer => timer.Due <= target).MinBy(static timer => timer.Due);
                _elapsed = Math.Max(_elapsed, next?.Due ?? target);
            }

            if (next is null)
                return;
            next.Fire();
        }
    }
}
