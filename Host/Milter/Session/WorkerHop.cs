using System.Runtime.CompilerServices;

namespace Postern.Milter.Session;

/// <summary>
/// Awaiting it goes on with the session on a worker; the result says why there is none. The session's own loop awaits it, so that the whole
/// session moves: were it awaited further in, a quick worker would be done before the loop awaits, and the loop would stay where it was.
/// </summary>
internal sealed class WorkerHop(IHandlerScheduler scheduler) : IHandlerWork, ICriticalNotifyCompletion
{
    private Action? _continuation;
    private HandlerRefusal? _refusal;
    private int _thread;

    /// <summary>
    /// Whether the calling thread is the worker that the session is on. The number stays set when the worker leaves the session:
    /// whoever has it is a worker.
    /// </summary>
    public bool IsHere => Environment.CurrentManagedThreadId == _thread;

    public bool IsCompleted => false;

    public WorkerHop GetAwaiter() => this;

    public HandlerRefusal? GetResult() => _refusal;

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        _refusal = null;
        _continuation = continuation;
        if (!scheduler.TrySchedule(this))
            Refuse(HandlerRefusal.QueueFull);
    }

    public void Run()
    {
        _thread = Environment.CurrentManagedThreadId;
        Continue();
    }

    public void Refuse(HandlerRefusal reason)
    {
        _refusal = reason;
        Continue();
    }

    private void Continue()
    {
        var continuation = _continuation!;
        _continuation = null;
        continuation();
    }
}
