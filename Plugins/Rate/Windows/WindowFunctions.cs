using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Windows;

/// <summary>Counters of what came in the last seconds, whenever these begin.</summary>
/// <param name="databases">The databases.</param>
[PluginExport(typeof(IMflModule), "window")]
public sealed class WindowFunctions(IStateDatabases databases) : IMflModule
{
    private readonly CounterDatabase _database = new(databases, new WindowFormat());

    /// <summary>Counts, and returns how many have been counted in the last <paramref name="interval"/> seconds, these included.</summary>
    [MflFunction("window_rate", Raises = "e_dbfailure e_range")]
    public ValueTask<long> Rate(MflContext context, string key, long interval, long cost = 1) =>
        DecideAsync(context, "window_rate", key, interval, cost, WindowRequest.NoLimit);

    /// <summary>Counts unless this makes more than <paramref name="limit"/> in the last <paramref name="interval"/> seconds; whether it did.</summary>
    [MflFunction("window_rateok", Raises = "e_dbfailure e_range")]
    public async ValueTask<bool> IsWithin(MflContext context, string key, long interval, long limit, long cost = 1) =>
        await DecideAsync(context, "window_rateok", key, interval, cost, limit) <= limit;

    private ValueTask<long> DecideAsync(MflContext context, string function, string key, long interval, long cost, long limit)
    {
        ArgumentNullException.ThrowIfNull(context);
        CountingInterval.Check(function, interval);
        if (cost < 0)
            throw new MflException(MflExceptionCode.Range, $"{function}: the cost must not be negative: {cost}");
        return _database.DecideAsync(
            context,
            $"{function}: cannot count",
            key,
            RecordKey.OfInterval(interval, key),
            new WindowRequest(context.Time, interval, cost, limit),
            static (present, request) => WindowDecision.Decide(present, request));
    }
}
