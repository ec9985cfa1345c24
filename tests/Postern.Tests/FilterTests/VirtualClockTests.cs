using Postern.Daemon.FilterTests.Running;

namespace Postern.Tests.FilterTests;

[TestClass]
public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly VirtualClock _clock = new(Start);

    [TestMethod]
    public async Task Delay_InAHandler_LeapsAndIsOver()
    {
        await HandleAsync(() => Task.Delay(TimeSpan.FromHours(3), _clock));

        Assert.AreEqual(Start.AddHours(3), _clock.GetUtcNow());
    }

    [TestMethod]
    public async Task Delay_InWhatAHandlerAwaits_LeapsToo()
    {
        await HandleAsync(async () =>
        {
            await Task.Yield();
            using var source = new CancellationTokenSource();
            await Task.Delay(TimeSpan.FromSeconds(5), _clock, source.Token);
        });

        Assert.AreEqual(TimeSpan.FromSeconds(5), _clock.GetUtcNow() - Start);
    }

    [TestMethod]
    public void Delay_OutsideOfHandlers_WaitsForTheClock()
    {
        Task wait = Task.Delay(TimeSpan.FromSeconds(5), _clock);
        Assert.IsFalse(wait.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.IsFalse(wait.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsTrue(wait.IsCompleted);
    }

    [TestMethod]
    public async Task TimeOut_InAHandler_DoesNotLeap()
    {
        await HandleAsync(async () =>
        {
            using var source = new CancellationTokenSource(TimeSpan.FromSeconds(9), _clock);
            await Task.CompletedTask.WaitAsync(TimeSpan.FromSeconds(9), _clock);
            _ = new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromSeconds(9), _clock);
            Assert.AreEqual(Start, _clock.GetUtcNow());

            await Task.Delay(TimeSpan.FromSeconds(10), _clock);
            Assert.IsTrue(source.IsCancellationRequested);
        });
    }

    [TestMethod]
    public async Task Delay_HandlerToldToStop_EndsWithTheTokenOnly()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(2), _clock);
        _clock.IsInterrupted = () => source.IsCancellationRequested;

        await HandleAsync(() => Assert.ThrowsExactlyAsync<TaskCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(10), _clock, source.Token)));

        Assert.AreEqual(Start.AddSeconds(2), _clock.GetUtcNow());
    }

    [TestMethod]
    public void Advance_SeveralTimers_RunInOrderAtTheirTime()
    {
        var seen = new List<string>();
        using ITimer late = _clock.CreateTimer(_ => seen.Add($"late {_clock.GetUtcNow():ss}"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using ITimer often = _clock.CreateTimer(_ => seen.Add($"often {_clock.GetUtcNow():ss}"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(6));

        CollectionAssert.AreEqual(new[] { "often 02", "often 04", "late 05", "often 06" }, seen);
    }

    /// <summary>Runs as a handler does; the test itself stays outside.</summary>
    private async Task HandleAsync(Func<Task> handler)
    {
        _clock.BeginHandlers();
        await handler();
    }
}
