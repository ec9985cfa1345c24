using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Buckets;

/// <summary>The function <c>tbf_rate</c> (manual, node "Sending Rate").</summary>
/// <param name="databases">The databases.</param>
[PluginExport(typeof(IMflModule), "tbf")]
public sealed class TokenBucketFunction(IStateDatabases databases) : IMflModule
{
    private const string Failure = "tbf_rate: cannot check TBF rate for";

    private readonly CounterDatabase _database = new(databases, new BucketFormat());

    /// <summary>Takes tokens out of the key's bucket; whether there were enough.</summary>
    [MflFunction("tbf_rate", Raises = "e_dbfailure")]
    public ValueTask<bool> Take(MflContext context, string key, long cost, long interval, long burst)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(key);
        if (interval == 0 || burst == 0)
            throw new MflException(MflExceptionCode.DatabaseFailure, $"{Failure} {key}: {(interval == 0 ? "the interval" : "the size of the bucket")} is 0");
        if (cost == 0 || (ulong)cost > (ulong)burst)
            return ValueTask.FromResult(cost == 0);
        var (storedKey, buffer) = RecordKey.WithRoom(key, BucketRecord.Size);
        var request = new BucketRequest(context.Time, (ulong)cost, (ulong)interval, (ulong)burst, _database.ExpireSeconds, buffer);
        return _database.DecideAsync(context, Failure, key, storedKey, whenDisabled: true, request, BucketDecision.Decide);
    }
}
