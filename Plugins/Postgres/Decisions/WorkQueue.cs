namespace Postern.Plugins.Postgres.Decisions;

/// <summary>
/// The calls that wait, by key, and the lanes that take them. A key is in one batch at a time, so that a host never gets in its own way. Thread-safe.
/// </summary>
internal sealed class WorkQueue(int lanes)
{
    /// <summary>Enough to make the cost of a round trip small, few enough that none waits long for the others.</summary>
    private const int MostKeys = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], KeyWork> _works = new(KeyComparer.Instance);
    private readonly Queue<KeyWork> _ready = [];
    private readonly Stack<int> _idle = new(Enumerable.Range(0, lanes).Reverse());
    private TaskCompletionSource? _drained;
    private bool _isClosed;

    /// <summary>Adds a call.</summary>
    /// <returns>The lane that must be started for it, if any; -1 for none; <see langword="null"/> when nothing is taken any more.</returns>
    public int? Add(byte[] key, Decision decision)
    {
        lock (_gate)
        {
            if (_isClosed)
                return null;
            if (!_works.TryGetValue(key, out var work))
            {
                _works.Add(key, work = new KeyWork(key));
                _ready.Enqueue(work);
            }

            work.Add(decision);
            return _ready.Count > 0 && _idle.TryPop(out int lane) ? lane : -1;
        }
    }

    /// <summary>Takes the next batch; an empty one means that the lane has become idle.</summary>
    public void Take(int lane, List<KeyWork> batch)
    {
        lock (_gate)
        {
            while (batch.Count < MostKeys && _ready.TryDequeue(out var work))
            {
                if (work.Take())
                    batch.Add(work);
                else
                    _works.Remove(work.Key);
            }

            if (batch.Count > 0)
                return;
            _idle.Push(lane);
            if (_idle.Count == lanes)
                _drained?.TrySetResult();
        }
    }

    /// <summary>Gives a batch back; calls of it that were not answered are taken again.</summary>
    public void Return(List<KeyWork> batch)
    {
        lock (_gate)
        {
            foreach (var work in batch)
            {
                if (work.IsWaitedFor)
                    _ready.Enqueue(work);
                else
                    _works.Remove(work.Key);
            }
        }

        batch.Clear();
    }

    /// <summary>Takes nothing more; the result ends when all that was taken is answered.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_idle.Count == lanes)
                _drained.TrySetResult();
            return _drained.Task;
        }
    }
}
