using System.Diagnostics.CodeAnalysis;

namespace Postern.Mfl.Runtime;

/// <summary>The one place where a thread waits: a worker, while an asynchronous function of a plugin is under way.</summary>
internal static class AsynchronousCalls
{
    [SuppressMessage("Usage", "VSTHRD002", Justification = "The single place that blocks; it runs on a worker that may.")]
    public static T Wait<T>(ProgramSession session, ValueTask<T> task)
    {
        if (task.IsCompletedSuccessfully)
            return task.Result;
        T result = task.AsTask().WaitAsync(session.Token).GetAwaiter().GetResult();
        if (Volatile.Read(ref session.AbortRequested) != 0)
            ProgramOperations.Abort();
        return result;
    }

    public static void Wait(ProgramSession session, ValueTask task) => Wait(session, AsResult(task));

    private static ValueTask<bool> AsResult(ValueTask task)
    {
        return task.IsCompletedSuccessfully ? new ValueTask<bool>(true) : Finish(task);

        static async ValueTask<bool> Finish(ValueTask pending)
        {
            await pending;
            return true;
        }
    }
}
