using Postern.Milter.Session;

namespace Postern.Testing.Milter;

/// <summary>Gives each piece of work a thread of its own, and can be told to have none.</summary>
public sealed class ThreadScheduler : IHandlerScheduler
{
    private int _running;
    private int _taken;

    /// <summary>Refuse work at once.</summary>
    public bool IsFull { get; set; }

    /// <summary>Take work, but refuse it later.</summary>
    public HandlerRefusal? Refusal { get; set; }

    /// <summary>Pieces of work taken so far.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Pieces of work under way.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>The threads on which work ran were all made here.</summary>
    public const string ThreadName = "test worker";

    public bool HasFree => true;

    public bool TrySchedule(IHandlerWork work)
    {
        if (IsFull)
            return false;
        Interlocked.Increment(ref _running);
        Interlocked.Increment(ref _taken);
        new Thread(() => Run(work)) { IsBackground = true, Name = ThreadName }.Start();
        return true;
    }

    private void Run(IHandlerWork work)
    {
        if (Refusal is { } reason)
            work.Refuse(reason);
        else
            work.Run();
        Interlocked.Decrement(ref _running);
    }
}
