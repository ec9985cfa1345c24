namespace Postern.Plugins.Rate.Tests.Reference;

/// <summary>Random calls with edges. The clock goes back only where <c>mayGoBack</c>, and then in steps of seven seconds, out of reach of what is taken for skew.</summary>
internal sealed class CallGenerator(int seed, bool mayGoBack)
{
    private const long Second = 1_000_000;

    private static readonly long[] RateIntervals =
        [60, 60, 60, 60, 3600, 7, 49, 10, 1, 1000, 86_400, 100_000, 0, -1, -60, int.MaxValue, 1L << 32, 1L << 62, long.MaxValue, long.MinValue];

    private static readonly long[] MinCounts = [0, 1, 2, 3, 4, 5, 10, -1];

    private static readonly long[] Thresholds = [0, 1, 2, 5, 10, 30, 60, 100, 180, -1, 1L << 40, 1L << 62];

    private static readonly long[] Costs = [1, 1, 1, 1, 0, 2, 3, 5, 21, -1, -1_000_000, long.MaxValue, long.MinValue];

    private static readonly long[] TokenIntervals =
        [Second, Second, Second / 10, 10 * Second, 3 * Second, 1, 1000, 0, -1, -2, 1L << 40, 1L << 62, long.MaxValue, long.MinValue];

    private static readonly long[] Bursts = [1, 2, 3, 10, 20, 100, 1, 10, 100, 0, -1, -2, 1L << 32, 1L << 62, long.MaxValue, long.MinValue];

    private static readonly string[] Keys = ["a", "b", "c", "joe@example.org-192.0.2.1", ""];

    private readonly Random _random = new(seed);
    private long _now;

    public IEnumerable<Call> Rates(int count)
    {
        for (int i = 0; i < count; i++)
        {
            long[] numbers = [Pick(RateIntervals, 1000), Pick(MinCounts, 5), Pick(Thresholds, 300)];
            yield return new Call(Next(Second), "rate", Pick(Keys), numbers[..(1 + _random.Next(3))]);
        }
    }

    public IEnumerable<Call> Buckets(int count)
    {
        for (int i = 0; i < count; i++)
            yield return new Call(Next(1), "tbf_rate", Pick(Keys), [Pick(Costs, 5), Pick(TokenIntervals, (int)(10 * Second)), Pick(Bursts, 50)]);
    }

    private long Next(long precision)
    {
        long unit = mayGoBack ? 7 * Second : precision;
        long step = _random.Next(20) switch
        {
            < 5 => 0,
            < 10 => _random.NextInt64(5 * Second),
            < 15 => _random.NextInt64(60 * Second),
            15 => _random.NextInt64(5000 * Second),
            16 => (86_400 - 1 + _random.Next(3)) * Second,
            17 => 3600 * Second,
            _ => mayGoBack ? -_random.NextInt64(200 * Second) : Second,
        };
        return _now = (_now + step) / unit * unit;
    }

    private long Pick(long[] edges, int other) => _random.Next(5) == 0 ? _random.Next(1, other) : edges[_random.Next(edges.Length)];

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];
}
