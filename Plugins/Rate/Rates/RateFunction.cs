using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Rates;

/// <summary>The function <c>rate</c> (manual, node "Rate limiting functions").</summary>
/// <param name="databases">The databases.</param>
[PluginExport(typeof(IMflModule), "rate")]
public sealed class RateFunction(IStateDatabases databases) : IMflModule
{
    private readonly CounterDatabase _database = new(databases, new RateFormat());

    /// <summary>Counts a message and returns the key's rate, in messages per <paramref name="interval"/> seconds.</summary>
    [MflFunction("rate", Raises = "e_dbfailure")]
    public ValueTask<long> Rate(MflContext context, string key, long interval, long mincount = 0, long threshold = 0)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(key);
        var (storedKey, buffer) = RecordKey.WithRoom(key, RateRecord.Size);
        var request = new RateRequest(context.Time, (ulong)interval, (ulong)mincount, (ulong)threshold, _database.ExpireSeconds, buffer);
        return _database.DecideAsync(
            context, "rate: cannot get rate for", key, storedKey, whenDisabled: 0, request, RateDecision.Decide);
    }
}
