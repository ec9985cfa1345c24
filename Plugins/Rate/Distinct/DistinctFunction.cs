using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Distinct;

/// <summary>The function <c>distinct_count</c>: to how many recipients a sender writes, from how many addresses a user comes.</summary>
/// <param name="databases">The databases.</param>
[PluginExport(typeof(IMflModule), "distinct")]
public sealed class DistinctFunction(IStateDatabases databases) : IMflModule
{
    private const string Function = "distinct_count";
    private const int UsualMost = 100;

    private readonly CounterDatabase _database = new(databases, new DistinctFormat());

    /// <summary>How many different values the key has had in the last <paramref name="interval"/> seconds, this one included.</summary>
    [MflFunction(Function, Raises = "e_dbfailure e_range")]
    public ValueTask<long> Count(MflContext context, string key, string value, long interval, long most = UsualMost)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        CountingInterval.Check(Function, interval);
        if (most is < 1 or > DistinctRecord.MostValues)
            throw new MflException(MflExceptionCode.Range, $"{Function}: from 1 to {DistinctRecord.MostValues} values can be counted, not {most}");
        return _database.DecideAsync(
            context,
            Function + ": cannot count",
            key,
            RecordKey.OfInterval(interval, key),
            whenDisabled: 0,
            new DistinctRequest(context.Time, DistinctRecord.Hash(value), interval, (int)most),
            DistinctDecision.Decide);
    }
}
