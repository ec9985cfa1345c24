using Postern.Abstractions.Storage;
using Postern.Tools.Mfdbtool.Site;

namespace Postern.Tools.Mfdbtool.Operations;

/// <summary><c>--expire</c>, and <c>--compact</c>, which expires first.</summary>
internal sealed class ExpireOperation(Workbench bench, bool compacts)
{
    private string Name => compacts ? "compact" : "expire";

    public Task<int> RunAsync(CancellationToken cancellationToken) => bench.ForEachAsync(async target =>
    {
        await using IStateTable table = await bench.Targets.OpenToChangeAsync(target, expires: true, cancellationToken);
        bench.Progress.Announce($"{target.Id}: expiring");
        long expired = await ExpireAsync(table, target, cancellationToken);
        if (compacts)
        {
            bench.Progress.Announce($"{target.Id}: compacting");
            await table.CompactAsync(cancellationToken);
        }

        bench.Progress.Clear();
        if (!bench.Output.IsJson)
            return;
        bench.Output.Object((Name, target, expired), static (json, result) =>
        {
            json.WriteString("operation", result.Name);
            json.WriteString("database", result.target.Id);
            json.WriteString("location", result.target.Database.Location);
            json.WriteNumber("expired", result.expired);
        });
    });

    private async Task<long> ExpireAsync(IStateTable table, Target target, CancellationToken cancellationToken)
    {
        try
        {
            long expired = await table.ExpireAsync(cancellationToken);
            return bench.Options.ExpireInterval is null ? expired : expired + await ExpireByIntervalAsync(table, target, cancellationToken);
        }
        catch (StateStoreException e) when (compacts && bench.Options.IgnoresFailedReads && !e.IsTransient)
        {
            bench.Errors.Write($"warning: {e.Message}; compacting all the same");
            return 0;
        }
    }

    /// <summary>Stores that keep the time of expiry know only the interval that held when a record was written.</summary>
    private async Task<long> ExpireByIntervalAsync(IStateTable table, Target target, CancellationToken cancellationToken)
    {
        if (target.Format is not { } format)
            return 0;
        DateTimeOffset now = bench.Time.GetUtcNow();
        long deleted = 0;
        long done = 0;
        bench.Progress.Begin($"{target.Id}: expiring", await table.CountAsync(cancellationToken));
        await foreach (StateEntry entry in table.EnumerateAsync(cancellationToken))
        {
            bench.Progress.Advance(++done);
            if (!IsExpired(entry.Key.Span, entry.Record))
                continue;
            bool isDeleted = await table.UpdateAsync(
                entry.Key,
                entry.Key,
                (present, key) => present is { } record && IsExpired(key.Span, record) ? StateChange.Delete(true) : StateChange.Keep(false),
                cancellationToken);
            if (isDeleted)
                deleted++;
        }

        return deleted;

        bool IsExpired(ReadOnlySpan<byte> key, StateRecord record) => format.Expires(key, record.Value.Span, target.Database) <= now;
    }
}
