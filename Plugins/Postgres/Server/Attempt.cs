using Postern.Abstractions.Storage;

namespace Postern.Plugins.Postgres.Server;

/// <summary>Does something that may be done twice: it is tried again, with pauses, until it succeeds or the time is over.</summary>
/// <param name="server">The server.</param>
/// <param name="table">The name that messages begin with.</param>
internal sealed class Attempt(DatabaseServer server, string table)
{
    /// <summary>Runs an operation.</summary>
    /// <param name="operation">What to do; may be left running when the time is over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StateStoreException">The time is over, or trying again is useless.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long began = server.Waits.GetTimestamp();
        var pause = new Pause(server.Waits);
        ServerFault? fault = null;
        while (true)
        {
            var left = server.Settings.CommandTimeout - server.Waits.GetElapsedTime(began);
            try
            {
                var work = operation(cancellationToken);
                Observe(work);
                T result = await work.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, server.Waits, cancellationToken);
                server.Outage.End();
                return result;
            }
            catch (Exception e) when (ServerFault.From(e) is { } found)
            {
                // When the time ends in a pause or an attempt, what went wrong before says more.
                fault = e is TimeoutException && fault is not null ? fault : found;
                server.Outage.Note(fault);
            }

            if (!fault.IsTransient || server.Outage.IsEstablished || server.Waits.GetElapsedTime(began) >= server.Settings.CommandTimeout)
                throw Failure(fault);
            await pause.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What a caller is told; noted as a call that failed.</summary>
    public StateStoreException Failure(ServerFault fault)
    {
        server.Outage.NoteCall(fault.Text);
        return new StateStoreException($"{table}: {fault.Text} (PostgreSQL at {server.Name})", fault.IsTransient);
    }

    /// <summary>What a caller is told whose time is over.</summary>
    public StateStoreException OutOfTime(Exception inner)
    {
        var fault = server.Outage.Fault ?? ServerFault.From(inner)!;
        server.Outage.Note(fault);
        return Failure(fault with { IsTransient = true });
    }

    /// <summary>An operation that was left running has nobody else to look at how it ends.</summary>
    private static void Observe(Task work) =>
        _ = work.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
