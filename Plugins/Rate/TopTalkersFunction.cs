using System.Globalization;
using System.Text;
using Postern.Abstractions;
using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Rate.Distinct;
using Postern.Plugins.Rate.Rates;
using Postern.Plugins.Rate.Windows;

namespace Postern.Plugins.Rate;

/// <summary>The function <c>top_talkers</c>: who sends most.</summary>
/// <param name="databases">The databases.</param>
[PluginExport(typeof(IMflModule), "top-talkers")]
public sealed class TopTalkersFunction(IStateDatabases databases) : IMflModule
{
    private const string Function = "top_talkers";

    private const int Most = 1000;

    private const int Hour = 3600;

    private readonly (CounterDatabase Database, IRankedFormat Format, string Name)[] _ranked =
    [
        .. new IStateRecordFormat[] { new RateFormat(), new WindowFormat(), new DistinctFormat() }
            .Select(format => (new CounterDatabase(databases, format), (IRankedFormat)format, format.Name)),
    ];

    /// <summary>The keys of a database that have most in an interval of so many seconds, a line <c>NUMBER KEY</c> for each, the most first.</summary>
    [MflFunction(Function, Raises = "e_dbfailure e_not_found e_range")]
    public async ValueTask<string> List(MflContext context, long count, string database = "rate", long interval = Hour)
    {
        ArgumentNullException.ThrowIfNull(context);
        CountingInterval.Check(Function, interval);
        if (count is < 1 or > Most)
            throw new MflException(MflExceptionCode.Range, $"{Function}: from 1 to {Most} keys can be listed, not {count}");
        var ranked = Array.Find(_ranked, ranked => ranked.Name == database);
        if (ranked.Database is null)
            throw new MflException(MflExceptionCode.NotFound, $"{Function}: {database}: only the databases rate, window and distinct have such keys");
        try
        {
            return await ranked.Database.OpenAsync(context.CancellationToken) is not { } table
                ? ""
                : Text(await FindAsync(table, ranked.Format, (int)count, context.Time.GetUtcNow(), interval, context.CancellationToken));
        }
        catch (StateStoreException reason)
        {
            throw CounterDatabase.Failure(Function, reason);
        }
    }

    // The least of the best is on top of the queue, so that no more than these are held of a table of any size.
    private static async ValueTask<PriorityQueue<string, (long Score, string Key)>> FindAsync(
        IStateTable table, IRankedFormat format, int count, DateTimeOffset now, long interval, CancellationToken cancellationToken)
    {
        var best = new PriorityQueue<string, (long Score, string Key)>(Comparer<(long Score, string Key)>.Create(CompareRank));
        await foreach (StateEntry entry in table.EnumerateAsync(cancellationToken))
        {
            if (format.Rank(entry, now, interval) is not { Score: > 0 } found)
                continue;
            if (best.Count < count)
                best.Enqueue(found.Key, (found.Score, found.Key));
            else
                best.EnqueueDequeue(found.Key, (found.Score, found.Key));
        }

        return best;
    }

    private static int CompareRank((long Score, string Key) left, (long Score, string Key) right) =>
        left.Score != right.Score ? left.Score.CompareTo(right.Score) : string.CompareOrdinal(right.Key, left.Key);

    private static string Text(PriorityQueue<string, (long Score, string Key)> best)
    {
        var lines = new Stack<string>(best.Count);
        while (best.TryDequeue(out _, out var rank))
            lines.Push(string.Create(CultureInfo.InvariantCulture, $"{rank.Score} {rank.Key}"));
        var text = new StringBuilder();
        foreach (string line in lines)
        {
            if (text.Length > 0)
                text.Append('\n');
            foreach (char c in line)
                text.Append(c is < ' ' or '\x7f' ? '?' : c);
        }

        return text.ToString();
    }
}
