using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Postern.Daemon.Workers;
using Postern.Milter.Session;
using Postern.Testing.Milter;

namespace Postern.Tests.Workers;

[TestClass]
public sealed class WorkerPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();

    [TestMethod]
    public void TrySchedule_Work_RunsOnANamedThread()
    {
        using WorkerPool pool = Pool(threads: 2, queue: 0);
        var work = new GatedWork(isOpen: true);

        Assert.IsTrue(pool.TrySchedule(work));

        work.WaitUntilDone();
        Assert.AreEqual("handler-1", work.ThreadName);
    }

    [TestMethod]
    public void TrySchedule_OneAfterTheOther_UsesOneThread()
    {
        using WorkerPool pool = Pool(threads: 8, queue: 0);
        for (int i = 0; i < 100; i++)
        {
            var work = new GatedWork(isOpen: true);
            pool.TrySchedule(work);
            work.WaitUntilDone();
            Assert.IsTrue(SpinWait.SpinUntil(() => pool.Counters.Busy == 0, Patience));
            Assert.AreEqual("handler-1", work.ThreadName);
        }

        Assert.AreEqual(new WorkerPoolCounters(8, 0, 0, 100, 0), pool.Counters);
    }

    [TestMethod]
    public void TrySchedule_AllThreadsBusy_Queues()
    {
        using WorkerPool pool = Pool(threads: 1, queue: 1);
        GatedWork first = new(), second = new(isOpen: true);
        pool.TrySchedule(first);

        Assert.IsTrue(pool.TrySchedule(second));

        Assert.AreEqual(new WorkerPoolCounters(0, 1, 1, 0, 0), pool.Counters);
        first.Open();
        second.WaitUntilDone();
        Assert.AreEqual("handler-1", second.ThreadName);
    }

    [TestMethod]
    public void TrySchedule_QueueFull_IsRefusedAtOnce()
    {
        using WorkerPool pool = Pool(threads: 1, queue: 1);
        GatedWork first = new(), second = new(isOpen: true), third = new();
        pool.TrySchedule(first);
        pool.TrySchedule(second);

        Assert.IsFalse(pool.TrySchedule(third));

        Assert.AreEqual(1, pool.Counters.Refused);
        Assert.IsNull(third.Refusal, "work that was not taken gets no call");
        first.Open();
        second.WaitUntilDone();
    }

    [TestMethod]
    public void Queue_WaitTooLong_IsRefused()
    {
        using WorkerPool pool = Pool(threads: 1, queue: 5);
        GatedWork first = new(), late = new(), timely = new(isOpen: true);
        pool.TrySchedule(first);
        pool.TrySchedule(late);
        _time.Advance(TimeSpan.FromSeconds(9));
        pool.TrySchedule(timely);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual(HandlerRefusal.WaitedTooLong, late.Refusal);
        Assert.AreEqual(1, pool.Counters.Queued);
        first.Open();
        timely.WaitUntilDone();
        Assert.IsNull(timely.Refusal);
    }

    [TestMethod]
    public void Refusals_AreLoggedOncePerSweepWithTheirNumber()
    {
        var log = new LogCollector();
        using var pool = new WorkerPool(
            new WorkerPoolOptions { MaxThreads = 1, QueueLength = 0 }, new Logger<WorkerPool>(log), _time);
        var first = new GatedWork();
        pool.TrySchedule(first);
        pool.TrySchedule(new GatedWork());
        pool.TrySchedule(new GatedWork());

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.AreEqual(
            "2 handlers got no worker and their messages a tempfail; 1 workers and 0 places in the queue are taken "
            + "(workers: 0 free, 1 busy; 0 queued, 0 handled, 2 refused)",
            log.Lines(LogLevel.Warning).Single());
        first.Open();
    }

    [TestMethod]
    public void Dispose_RefusesWhatWaitsAndTakesNothingNew()
    {
        WorkerPool pool = Pool(threads: 1, queue: 5);
        GatedWork first = new(), waiting = new();
        pool.TrySchedule(first);
        pool.TrySchedule(waiting);

        pool.Dispose();

        Assert.AreEqual(HandlerRefusal.ShuttingDown, waiting.Refusal);
        Assert.IsFalse(pool.TrySchedule(new GatedWork()));
        first.Open();
        first.WaitUntilDone();
    }

    [TestMethod]
    public void IdleThread_AfterAWhile_Ends()
    {
        using WorkerPool pool = Pool(threads: 4, queue: 0);
        var work = new GatedWork(isOpen: true);
        pool.TrySchedule(work);
        work.WaitUntilDone();
        Assert.IsTrue(SpinWait.SpinUntil(() => pool.Counters.Busy == 0, Patience));

        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.IsTrue(work.Thread!.Join(Patience));
    }

    [TestMethod]
    public void TrySchedule_ManyThreadsAtOnce_LosesNothing()
    {
        using WorkerPool pool = Pool(threads: 3, queue: 100_000);
        var seen = new ConcurrentDictionary<int, bool>();
        using var all = new CountdownEvent(8000);

        Parallel.For(0, 8, part =>
        {
            for (int i = 0; i < 1000; i++)
            {
                int number = (part * 1000) + i;
                Assert.IsTrue(pool.TrySchedule(new CountedWork(() =>
                {
                    if (seen.TryAdd(number, true))
                        all.Signal();
                })));
            }
        });

        Assert.IsTrue(all.Wait(Patience));
        Assert.HasCount(8000, seen);
    }

    private WorkerPool Pool(int threads, int queue) => new(
        new WorkerPoolOptions { MaxThreads = threads, QueueLength = queue, QueueTimeout = TimeSpan.FromSeconds(10) },
        NullLogger<WorkerPool>.Instance,
        _time);

    private sealed class CountedWork(Action run) : IHandlerWork
    {
        public void Run() => run();

        public void Refuse(HandlerRefusal reason) => throw new InvalidOperationException($"{reason}");
    }

    /// <summary>Runs until the test lets it go.</summary>
    private sealed class GatedWork(bool isOpen = false) : IHandlerWork
    {
        private readonly TaskCompletionSource _gate = Completion(isOpen);
        private readonly TaskCompletionSource _done = Completion(false);

        public string? ThreadName => Thread?.Name;

        public Thread? Thread { get; private set; }

        public HandlerRefusal? Refusal { get; private set; }

        public void Run()
        {
            Thread = Thread.CurrentThread;
            _gate.Task.Wait(Patience);
            _done.SetResult();
        }

        public void Refuse(HandlerRefusal reason) => Refusal = reason;

        public void Open() => _gate.TrySetResult();

        public void WaitUntilDone() => Assert.IsTrue(_done.Task.Wait(Patience));

        private static TaskCompletionSource Completion(bool isDone)
        {
            var completion = new TaskCompletionSource();
            if (isDone)
                completion.SetResult();
            return completion;
        }
    }
}
