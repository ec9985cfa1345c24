using System.Globalization;
using System.Text;
using Postern.Abstractions.Storage;
using Postern.Plugins.Rate.Buckets;
using Postern.Plugins.Rate.Distinct;
using Postern.Plugins.Rate.Rates;
using Postern.Plugins.Rate.Windows;
using Postern.Testing.Mfl;
using Postern.Testing.Milter;
using Postern.Testing.Storage;

namespace Postern.Plugins.Rate.Tests;

/// <summary>The functions, databases in memory, and a clock that stands at <see cref="Start"/>.</summary>
internal sealed class RateLab
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public RateLab()
    {
        Databases = new FakeStateDatabases(Time);
        foreach (string id in new[] { "window", "distinct" })
            Databases.Set(new StateDatabase(id, $"sqlite:///state/{id}.sqlite") { ExpireInterval = TimeSpan.FromDays(1) });
        Context = new FakeMflContext { Clock = Time };
        Rates = new RateFunction(Databases);
        Buckets = new TokenBucketFunction(Databases);
        Windows = new WindowFunctions(Databases);
        Distinct = new DistinctFunction(Databases);
        Talkers = new TopTalkersFunction(Databases);
    }

    public ManualTime Time { get; } = new();

    public FakeStateDatabases Databases { get; }

    public FakeMflContext Context { get; }

    public RateFunction Rates { get; }

    public TokenBucketFunction Buckets { get; }

    public WindowFunctions Windows { get; }

    public DistinctFunction Distinct { get; }

    public TopTalkersFunction Talkers { get; }

    /// <summary>Sets the clock, to seconds behind <see cref="Start"/>.</summary>
    public void At(double seconds) => At((long)Math.Round(seconds * 1_000_000, MidpointRounding.ToEven));

    /// <summary>Sets the clock, to microseconds behind <see cref="Start"/>.</summary>
    public void At(long microseconds) => Time.Advance(TimeSpan.FromMicroseconds(microseconds) - (Time.GetUtcNow() - Start));

    public async Task<long> RateAsync(double at, string key, long interval, long mincount = 0, long threshold = 0)
    {
        At(at);
        return await Rates.Rate(Context, key, interval, mincount, threshold);
    }

    public async Task<bool> TakeAsync(double at, string key, long cost, long interval, long burst)
    {
        At(at);
        return await Buckets.Take(Context, key, cost, interval, burst);
    }

    /// <summary>Writes a record.</summary>
    public async Task PutAsync(string database, string key, byte[] value)
    {
        IStateTable table = await Databases.GetAsync(database, null, CancellationToken.None);
        await table.PutAsync(Encoding.Latin1.GetBytes(key + "\0"), new StateRecord(value, null), CancellationToken.None);
    }

    /// <summary>All records: keys without their NUL, values as hexadecimal digits.</summary>
    public async Task<SortedDictionary<string, StateRecord>> RecordsAsync(string database)
    {
        var records = new SortedDictionary<string, StateRecord>(StringComparer.Ordinal);
        IStateTable table = await Databases.GetAsync(database, null, CancellationToken.None);
        await foreach (StateEntry entry in table.EnumerateAsync(CancellationToken.None))
            records.Add(Encoding.Latin1.GetString(entry.Key.Span).TrimEnd('\0'), entry.Record);
        return records;
    }

    /// <summary>A listing at the lab's time, with times as ctime(3) writes them.</summary>
    public StateListing Listing(long? predict = null, int seconds = 1) =>
        new(Time.GetUtcNow(), FormatTime) { PredictCount = predict, PredictInterval = TimeSpan.FromSeconds(seconds) };

    private static string FormatTime(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time:ddd MMM} {time.Day,2} {time:HH:mm:ss} {time.Year}");
}
