namespace Postern.Milter.Session;

/// <summary>Finds a thread for handlers that may block or loop (those outside the inline stages). Thread-safe.</summary>
public interface IHandlerScheduler
{
    /// <summary>
    /// Takes a piece of work, or refuses it. Work that is taken gets exactly one call: <see cref="IHandlerWork.Run"/> on a
    /// worker, or <see cref="IHandlerWork.Refuse"/> on any thread. Never blocks.
    /// </summary>
    /// <returns><see langword="false"/> when the queue is full: the work gets no call, the caller answers a tempfail.</returns>
    bool TrySchedule(IHandlerWork work);

    /// <summary>Whether workers are free, so that one which stays with its session for a moment keeps nobody waiting.</summary>
    bool HasFree { get; }
}
