using System.Collections.Frozen;

namespace Postern.Daemon.FilterTests.Running;

/// <summary>Tells the timer of a wait from that of a time-out: both are one-shot timers, but the framework gives them different state.</summary>
internal static class DelayTimers
{
    private static readonly FrozenSet<Type> States = Learn();

    /// <summary>Whether a timer with this state belongs to <see cref="Task.Delay(TimeSpan, TimeProvider)"/>.</summary>
    public static bool IsDelay(object? state) => state is not null && States.Contains(state.GetType());

    // The types are the framework's own, so it is asked for them.
    private static FrozenSet<Type> Learn()
    {
        var probe = new Probe();
        using var source = new CancellationTokenSource();
        _ = Task.Delay(TimeSpan.FromDays(1), probe, CancellationToken.None);
        _ = Task.Delay(TimeSpan.FromDays(1), probe, source.Token);
        return probe.States.ToFrozenSet();
    }

    private sealed class Probe : TimeProvider
    {
        public HashSet<Type> States { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (state is not null)
                States.Add(state.GetType());
            return System.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
