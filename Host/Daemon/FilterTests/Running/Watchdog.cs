namespace Postern.Daemon.FilterTests.Running;

/// <summary>
/// Waits for what a filter does, but not for ever. When the real time is up the test's clock is set on until the host's own time-outs stop
/// the filter, so that its log says where it was.
/// </summary>
internal sealed class Watchdog(TestWorld world, TimeProvider realTime)
{
    /// <summary>Longer than any time-out of a handler.</summary>
    private const int MostSeconds = 400;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether the time of something was up.</summary>
    public bool HasBitten { get; private set; }

    /// <summary>Waits; <see langword="false"/> when the work goes on even so and has to be left.</summary>
    public async Task<bool> EndsAsync(Task work)
    {
        if (await EndsAsync(work, world.Limit))
            return true;
        HasBitten = true;
        for (int second = 0; second < MostSeconds; second++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            if (await EndsAsync(work, Pause))
                return true;
        }

        return false;
    }

    private async Task<bool> EndsAsync(Task work, TimeSpan limit)
    {
        using var given = new CancellationTokenSource();
        Task first = await Task.WhenAny(work, Task.Delay(limit, realTime, given.Token));
        await given.CancelAsync();
        return first == work;
    }
}
