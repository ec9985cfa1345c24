using Postern.Plugins.Sqlite.Access;
using Postern.Plugins.Sqlite.Native;

namespace Postern.Plugins.Sqlite.Writing;

/// <summary>Something that one caller wants written, and waits for.</summary>
internal abstract class WriteOperation(CancellationToken cancellationToken)
{
    private const int Waiting = 0;
    private const int Running = 1;
    private const int Ended = 2;

    private int _state;
    private CancellationTokenRegistration _registration;

    /// <summary>When it is given up, as <see cref="Environment.TickCount64"/> tells time; the store's clock may stand still.</summary>
    public long Deadline { get; private set; }

    /// <summary>Whether it is one that runs in no transaction, by itself.</summary>
    public virtual bool IsAlone => false;

    public bool HasEnded => Volatile.Read(ref _state) == Ended;

    /// <summary>It has to wait for others: from now on it can be cancelled at any time.</summary>
    public void BeginWait(TimeSpan limit)
    {
        Deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        _registration = cancellationToken.UnsafeRegister(static (operation, token) => ((WriteOperation)operation!).Cancel(token), this);
    }

    /// <summary>Takes it to run; <see langword="false"/> when it was cancelled.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref _state, Running, Waiting) == Waiting;

    /// <summary>It will be run again: what it has written has been undone.</summary>
    public void Undo()
    {
        if (Interlocked.CompareExchange(ref _state, Waiting, Running) == Running && cancellationToken.IsCancellationRequested)
            Cancel(cancellationToken);
    }

    /// <summary>Writes; called again after <see cref="Undo"/>.</summary>
    /// <exception cref="SqliteFault">The transaction has failed.</exception>
    public abstract void Run(Writer writer);

    /// <summary>What was written will stay.</summary>
    public void Acknowledge()
    {
        Volatile.Write(ref _state, Ended);
        _registration.Dispose();
        Succeed();
    }

    public void GiveUp(Exception reason)
    {
        if (Interlocked.Exchange(ref _state, Ended) == Ended)
            return;
        _registration.Dispose();
        Fail(reason);
    }

    protected abstract void Succeed();

    protected abstract void Fail(Exception reason);

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, Ended, Waiting) == Waiting)
            Fail(new OperationCanceledException(token));
    }
}
