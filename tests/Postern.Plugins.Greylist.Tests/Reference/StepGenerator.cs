using System.Globalization;

namespace Postern.Plugins.Greylist.Tests.Reference;

/// <summary>Makes steps that come near all edges: of intervals, of the time for which records live, of a clock that goes back, of damaged records.</summary>
internal sealed class StepGenerator(int seed)
{
    private const int Day = 86400;

    private static readonly string[] Keys = ["192.0.2.1-a@example.org-b@example.com", "k", "", "two words", "\u00c3\u00a4\u00ff\u0001", "awl:k", "%n$1\\"];
    private static readonly long[] Intervals = [0, 1, 60, 300, 3600, Day - 1, Day, -1, -300];
    private static readonly int[] Leaps = [0, 1, 59, 60, 299, 300, 301, 3600, Day - 1, Day, Day + 1, 2 * Day, -1, -60, -3600, -Day];
    private static readonly string[] Texts = ["", "x", "abcdef", "abcdefg", "\u0001\u0002\u0003\u0004\u0005\u0006\u0007", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "abcdefgh"];

    private readonly Random _random = new(seed);

    public IEnumerable<GreylistStep> Take(int count, bool asksOnly)
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (int i = 0; i < count; i++)
        {
            now = now.AddSeconds(_random.Next(4) == 0 ? Pick(Leaps) : _random.Next(200));
            string key = Pick(Keys);
            yield return _random.Next(100) switch
            {
                < 2 => new GreylistStep(now, "put", key, Pick(Texts)),
                // Else a damaged record would stay one for ever.
                < 6 => new GreylistStep(now, "delete", key, ""),
                < 30 when asksOnly => new GreylistStep(now, "is_greylisted", key, ""),
                _ => new GreylistStep(now, "greylist", key, Pick(Intervals).ToString(CultureInfo.InvariantCulture)),
            };
        }
    }

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
