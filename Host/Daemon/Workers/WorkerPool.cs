using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Postern.Daemon.Posix;
using Postern.Milter.Session;

namespace Postern.Daemon.Workers;

/// <summary>
/// The threads on which handlers run that may block or loop. Threads are made as needed up to a bound; then work waits in a
/// queue that is bounded in length and time, and gets refused beyond.
/// </summary>
internal sealed partial class WorkerPool : IHandlerScheduler, IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Stack<Worker> _idle = new();
    private readonly Queue<(IHandlerWork Work, long Since)> _queue = new();
    private readonly WorkerPoolOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _sweeper;
    private int _threads;
    private int _busy;
    private int _named;
    private long _handled;
    private long _refused;
    private long _refusedTold;
    private bool _stopped;

    public WorkerPool(WorkerPoolOptions options, ILogger<WorkerPool> logger, TimeProvider time)
    {
        _options = options;
        _logger = logger;
        _time = time;
        _sweeper = time.CreateTimer(static pool => ((WorkerPool)pool!).Sweep(), this, SweepInterval, SweepInterval);
    }

    public WorkerPoolCounters Counters
    {
        get
        {
            lock (_gate)
                return new WorkerPoolCounters(_options.MaxThreads - _busy, _busy, _queue.Count, _handled, _refused);
        }
    }

    public bool HasFree => Volatile.Read(ref _busy) < _options.MaxThreads;

    public bool TrySchedule(IHandlerWork work)
    {
        Worker? worker;
        lock (_gate)
        {
            if (_stopped)
            {
                _refused++;
                return false;
            }

            if (!_idle.TryPop(out worker))
            {
                if (_threads >= _options.MaxThreads)
                    return TryEnqueue(work);
                _threads++;
                _named++;
                worker = new Worker(this, _named);
            }

            _busy++;
        }

        worker.Start(work);
        return true;
    }

    /// <summary>Refuses what waits and takes nothing new; threads end with the work they have.</summary>
    public void Dispose()
    {
        var waiting = new List<IHandlerWork>();
        lock (_gate)
        {
            _stopped = true;
            while (_queue.TryDequeue(out (IHandlerWork Work, long Since) entry))
                waiting.Add(entry.Work);
            _refused += waiting.Count;
            while (_idle.TryPop(out Worker? worker))
            {
                _threads--;
                worker.Dismiss();
            }
        }

        _sweeper.Dispose();
        foreach (IHandlerWork work in waiting)
            work.Refuse(HandlerRefusal.ShuttingDown);
    }

    private bool TryEnqueue(IHandlerWork work)
    {
        if (_queue.Count >= _options.QueueLength)
        {
            _refused++;
            return false;
        }

        _queue.Enqueue((work, _time.GetTimestamp()));
        return true;
    }

    /// <summary>The worker has finished: its next work, or nothing, and then it is idle or dismissed.</summary>
    private IHandlerWork? Next(Worker worker)
    {
        lock (_gate)
        {
            _handled++;
            if (_queue.TryDequeue(out (IHandlerWork Work, long Since) entry))
                return entry.Work;
            _busy--;
            if (_stopped)
            {
                _threads--;
                worker.Dismiss();
            }
            else
                _idle.Push(worker);
            return null;
        }
    }

    private void Sweep()
    {
        var late = new List<IHandlerWork>();
        long refused;
        lock (_gate)
        {
            while (_queue.TryPeek(out (IHandlerWork Work, long Since) oldest)
                && _time.GetElapsedTime(oldest.Since) >= _options.QueueTimeout)
            {
                late.Add(_queue.Dequeue().Work);
            }

            _refused += late.Count;
            refused = _refused - _refusedTold;
            _refusedTold = _refused;
            DismissIdle();
        }

        foreach (IHandlerWork work in late)
            work.Refuse(HandlerRefusal.WaitedTooLong);
        if (refused > 0)
            LogRefused(_logger, refused, _options.MaxThreads, _options.QueueLength, Counters);
    }

    // The stack's bottom has been idle longest, but one thread a second is enough to shrink by, whichever it is.
    private void DismissIdle()
    {
        if (_idle.TryPeek(out Worker? worker) && _time.GetElapsedTime(worker.IdleSince) >= _options.IdleTimeout)
        {
            _idle.Pop();
            _threads--;
            worker.Dismiss();
        }
    }

    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning,
        Message = "{Refused} handlers got no worker and their messages a tempfail; {Threads} workers and {Queue} places in the queue are taken ({Counters})")]
    private static partial void LogRefused(ILogger logger, long refused, int threads, int queue, WorkerPoolCounters counters);

    [SuppressMessage("Reliability", "CA1001", Justification = "A waker may still be in its call when the worker has ended: the collector frees the signal.")]
    private sealed class Worker
    {
        private readonly WorkerPool _pool;
        private readonly WakeSignal _wake = new();
        private readonly Thread _thread;
        private IHandlerWork? _work;
        private bool _isStarted;
        private volatile bool _isDismissed;

        public Worker(WorkerPool pool, int number)
        {
            _pool = pool;
            _thread = new Thread(Loop) { IsBackground = true, Name = $"handler-{number}" };
        }

        public long IdleSince { get; private set; }

        /// <summary>Called by whoever has taken the worker off the idle ones, or made it.</summary>
        public void Start(IHandlerWork work)
        {
            Volatile.Write(ref _work, work);
            if (_isStarted)
            {
                _wake.Set();
                return;
            }

            _isStarted = true;
            _thread.Start();
        }

        public void Dismiss()
        {
            _isDismissed = true;
            _wake.Set();
        }

        private void Loop()
        {
            while (Wait() is { } first)
            {
                for (IHandlerWork? work = first; work is not null; work = _pool.Next(this))
                {
                    work.Run();
                    IdleSince = _pool._time.GetTimestamp();
                }
            }
        }

        private IHandlerWork? Wait()
        {
            while (true)
            {
                if (Interlocked.Exchange(ref _work, null) is { } work)
                    return work;
                if (_isDismissed)
                    return null;
                _wake.Wait();
            }
        }
    }
}
