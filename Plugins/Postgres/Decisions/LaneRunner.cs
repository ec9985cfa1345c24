using System.Diagnostics.CodeAnalysis;
using Postern.Abstractions.Storage;
using Postern.Plugins.Postgres.Server;

namespace Postern.Plugins.Postgres.Decisions;

/// <summary>Runs one batch after the other on a lane: one round trip reads all its keys, a second one writes what was decided.</summary>
internal sealed class LaneRunner(WorkQueue queue, int number, Lane lane, DatabaseServer server, Attempt attempt, TimeProvider clock)
{
    private readonly List<KeyWork> _batch = [];
    private readonly Pause _pause = new(server.Waits);

    /// <summary>Works until nothing waits. Called when the queue says so, never twice at once.</summary>
    public async Task RunAsync()
    {
        while (true)
        {
            queue.Take(number, _batch);
            if (_batch.Count == 0)
                return;
            await TryBatchAsync();
            queue.Return(_batch);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a lane: whatever goes wrong must reach the callers, and must not keep the lane from working on.")]
    private async Task TryBatchAsync()
    {
        try
        {
            await RunBatchAsync();

            // Other lanes wait for it when the pool is small.
            await lane.ReleaseAsync();
            server.Outage.End();
            _pause.Reset();
        }
        catch (Exception e) when (ServerFault.From(e) is { } fault)
        {
            server.Outage.Note(fault);
            await WaitOrFailAsync(fault);
        }
        catch (Exception e)
        {
            await lane.ReleaseAsync();
            foreach (var work in _batch)
                work.Fail(e);
        }
    }

    private async Task RunBatchAsync()
    {
        var unread = _batch.FindAll(static work => work.NeedsRead);
        if (unread.Count > 0)
            await lane.ReadAsync(unread);
        var now = clock.GetUtcNow();
        List<RowWrite> rows = [];
        foreach (var work in _batch)
        {
            work.Decide(now);
            if (work is { IsDecided: true, Write: { } write })
                rows.Add(write);
            else if (work.IsDecided)
                Complete(work);
        }

        if (rows.Count == 0)
            return;
        var written = await lane.WriteAsync([.. rows], IsAnyWanted);
        foreach (var work in _batch)
        {
            if (work.Write is not { } write || !work.IsDecided)
                continue;
            if (written.Contains(write.Version))
                Complete(work);
            else
                server.Trips.CountConflict();
        }
    }

    private bool IsAnyWanted() => _batch.Exists(static work => work.IsWanted);

    private void Complete(KeyWork work)
    {
        server.Trips.CountDecisions(work.Count);
        work.Complete();
    }

    /// <summary>Waits a little before the batch is taken again, or tells its callers that waiting is in vain.</summary>
    private async Task WaitOrFailAsync(ServerFault fault)
    {
        await lane.ReleaseAsync();
        if (fault.IsTransient && !server.Outage.IsEstablished)
        {
            await _pause.WaitAsync(CancellationToken.None);
            return;
        }

        StateStoreException failure = attempt.Failure(fault);
        foreach (var work in _batch)
            work.Fail(failure);
    }
}
