using Postern.Plugins.Postgres.Layout;
using Postern.Plugins.Postgres.Server;

namespace Postern.Plugins.Postgres.Decisions;

/// <summary>Writes many records at once, all or none, on a lane of its own. Thread-safe.</summary>
internal sealed class BulkWriter(DatabaseServer server, TableSql sql, Attempt attempt) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lane _lane = new(server, sql);

    public long Id => _lane.Id;

    /// <summary>Writes rows whatever there is, each key once.</summary>
    public async Task WriteAsync(RowWrite[] rows, CancellationToken cancellationToken)
    {
        bool isWanted = true;
        try
        {
            await attempt.RunAsync(
                async token =>
                {
                    await _turn.WaitAsync(token);
                    try
                    {
                        // Nothing is written when the connection was lost before the server had begun.
                        while (Volatile.Read(ref isWanted) && (await _lane.WriteAsync(rows, () => Volatile.Read(ref isWanted))).Count == 0)
                            continue;
                        return rows.Length;
                    }
                    finally
                    {
                        await _lane.ReleaseAsync();
                        _turn.Release();
                    }
                },
                cancellationToken);
        }
        finally
        {
            Volatile.Write(ref isWanted, false);
        }
    }

    public void Dispose() => _turn.Dispose();
}
