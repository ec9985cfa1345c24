namespace Postern.Milter.Session;

/// <summary>One handler call that waits for a worker. The object is reused for the session's next call.</summary>
public interface IHandlerWork
{
    /// <summary>
    /// Runs the handler. Returns when it has ended, or when it waits asynchronously and needs the worker no longer; does not throw.
    /// </summary>
    void Run();

    /// <summary>Takes the place of <see cref="Run"/> when no worker was found in time; the message gets a tempfail.</summary>
    void Refuse(HandlerRefusal reason);
}
