using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Postern.Plugins.Sqlite.Access;
using Postern.Plugins.Sqlite.Native;

namespace Postern.Plugins.Sqlite.Writing;

/// <summary>
/// Runs what is to be written, one transaction at a time: that of who comes to an idle queue at once and in the caller's own thread; what comes meanwhile waits, and goes
/// into the next transaction together.
/// </summary>
internal sealed class WriteQueue(Connections connections, string path, TimeSpan busyTimeout)
{
    private const int MostTogether = 128;
    private const int Yields = 16;

    // A pause of this machine, not of the store's clock.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<WriteOperation> _waiting = new();
    private bool _isBusy;
    private TaskCompletionSource? _idle;

    /// <summary>Runs an operation, now or later.</summary>
    public ValueTask<TResult> RunAsync<TResult>(WriteOperation<TResult> operation)
    {
        lock (_gate)
        {
            if (_isBusy)
            {
                operation.BeginWait(busyTimeout);
                _waiting.Enqueue(operation);
                return operation.Result;
            }

            _isBusy = true;
        }

        RunFirst(operation);
        return operation.Result;
    }

    /// <summary>Waits until nothing runs and nothing waits.</summary>
    public Task WaitAsync()
    {
        lock (_gate)
            return _isBusy ? (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
    }

    // Those who came meanwhile get one transaction in this thread, too; if more come, it has its own caller to go back to.
    private void RunFirst(WriteOperation operation)
    {
        bool isDone = TryRun([operation]);
        if (isDone && TryRest())
            return;
        List<WriteOperation> batch = [];
        if (!isDone)
        {
            operation.BeginWait(busyTimeout);
            batch.Add(operation);
        }
        else if (!Fill(batch))
        {
            return;
        }
        else if (TryRun(CollectionsMarshal.AsSpan(batch)))
        {
            batch.Clear();
            if (TryRest())
                return;
        }

        _ = Task.Run(() => DrainAsync(batch), CancellationToken.None);
    }

    private async Task DrainAsync(List<WriteOperation> batch)
    {
        int tries = 0;
        while (Fill(batch))
        {
            if (TryRun(CollectionsMarshal.AsSpan(batch)))
            {
                batch.Clear();
                tries = 0;
            }
            else if (tries++ < Yields)
            {
                Thread.Yield();
            }
            else
            {
                await Task.Delay(Pause);
                GiveUpLate(batch);
            }
        }
    }

    private bool Fill(List<WriteOperation> batch)
    {
        lock (_gate)
        {
            while (batch.Count < MostTogether && _waiting.TryPeek(out WriteOperation? next) && (batch.Count == 0 || !(next.IsAlone || batch[0].IsAlone)))
                batch.Add(_waiting.Dequeue());
            return batch.Count > 0 || !TryRest();
        }
    }

    private bool TryRest()
    {
        lock (_gate)
        {
            if (_waiting.Count > 0)
                return false;
            _isBusy = false;
            _idle?.SetResult();
            _idle = null;
            return true;
        }
    }

    private void GiveUpLate(List<WriteOperation> batch)
    {
        long now = Environment.TickCount64;
        foreach (WriteOperation operation in batch)
        {
            if (now >= operation.Deadline)
                operation.GiveUp(SqliteFault.Busy.ToStoreException(path));
        }

        batch.RemoveAll(static operation => operation.HasEnded);
    }

    /// <summary>Runs operations in one transaction and tells their callers; <see langword="false"/>: another process is in the way, and nothing has been done.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of the queue: whatever goes wrong must reach the callers, and must not keep the queue from working on.")]
    private bool TryRun(ReadOnlySpan<WriteOperation> operations)
    {
        try
        {
            if (Write(operations) is { } fault)
                return Undo(fault, operations);
        }
        catch (Exception e)
        {
            foreach (WriteOperation operation in operations)
                operation.GiveUp(e);
            return true;
        }

        foreach (WriteOperation operation in operations)
        {
            if (!operation.HasEnded)
                operation.Acknowledge();
        }

        return true;
    }

    private SqliteFault? Write(ReadOnlySpan<WriteOperation> operations)
    {
        Writer? writer = null;
        try
        {
            writer = connections.RentWriter();
            return TryWrite(writer, operations) ? null : SqliteFault.Busy;
        }
        catch (SqliteFault fault)
        {
            if (writer is not null)
            {
                writer.Rollback();
                connections.Report(fault, writer.Generation);
            }

            return fault;
        }
        catch (Exception e) when (e is not SqliteFault)
        {
            writer?.Rollback();
            throw;
        }
        finally
        {
            if (writer is not null)
                connections.Return(writer);
        }
    }

    private static bool TryWrite(Writer writer, ReadOnlySpan<WriteOperation> operations)
    {
        bool isAlone = operations[0].IsAlone;
        if (!isAlone && !writer.TryBegin())
            return false;
        foreach (WriteOperation operation in operations)
        {
            if (operation.TryStart())
                operation.Run(writer);
        }

        if (!isAlone)
            writer.Commit();
        return true;
    }

    private bool Undo(SqliteFault fault, ReadOnlySpan<WriteOperation> operations)
    {
        foreach (WriteOperation operation in operations)
            operation.Undo();
        if (fault.IsBusy)
            return false;

        // One of them may be too much for the disk; the others are not to suffer for it.
        bool isOneOfMany = operations.Length > 1 && !fault.EndsConnections;
        for (int index = 0; index < operations.Length; index++)
        {
            if (!isOneOfMany || !TryRun(operations.Slice(index, 1)))
                operations[index].GiveUp(fault.ToStoreException(path));
        }

        return true;
    }
}
