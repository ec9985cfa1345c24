using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Windows;

/// <summary>Counters of what came in the last seconds, whenever these begin.</summary>
/// <param name="databases">The databases.</param>
[PluginExport(typeof(IMflModule), "window")]
public sealed class WindowFunctions(IStateDatabases databases) : IMflModule
{
    private const string RateName = "window_rate";
    private const string RateOkName = "window_rateok";
    private const string Failure = ": cannot count";

    private readonly CounterDatabase _database = new(databases, new WindowFormat());

    /// <summary>Counts, and returns how many have been counted in the last <paramref name="interval"/> seconds, these included.</summary>
    [MflFunction(RateName, Raises = "e_dbfailure e_range")]
    public ValueTask<long> Rate(MflContext context, string key, long interval, long cost = 1) =>
        DecideAsync(context, RateName, RateName + Failure, key, interval, cost, WindowRequest.NoLimit);

    /// <summary>Counts unless this makes more than <paramref name="limit"/> in the last <paramref name="interval"/> seconds; whether it did.</summary>
    [MflFunction(RateOkName, Raises = "e_dbfailure e_range")]
    public async ValueTask<bool> IsWithin(MflContext context, string key, long interval, long limit, long cost = 1)
    {
        limit = Math.Max(limit, 0);
        return await DecideAsync(context, RateOkName, RateOkName + Failure, key, interval, cost, limit) <= limit;
    }

    private ValueTask<long> DecideAsync(MflContext context, string function, string failure, string key, long interval, long cost, long limit)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(key);
        CountingInterval.Check(function, interval);
        if (cost < 0)
            throw new MflException(MflExceptionCode.Range, $"{function}: the cost must not be negative: {cost}");
        return _database.DecideAsync(
            context,
            failure,
            key,
            RecordKey.OfInterval(interval, key),
            whenDisabled: 0,
            new WindowRequest(context.Time, interval, cost, limit),
            WindowDecision.Decide);
    }
}
