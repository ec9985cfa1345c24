using Postern.Abstractions.Mfl;

namespace Postern.Plugins.Text.Tests;

[TestClass]
public sealed class IntervalFunctionsTests
{
    private static readonly (string Name, long Seconds)[] Units =
        [("s", 1), ("sec", 1), ("seconds", 1), ("m", 60), ("minute", 60), ("hour", 3600), ("H", 3600), ("days", 86400), ("week", 604800), ("month", 2592000), ("y", 31536000)];

    [TestMethod]
    [DataRow("10", 10L)]
    [DataRow("", 0L)]
    [DataRow(" ", 0L)]
    [DataRow("-5", -5L)]
    [DataRow("1 hour 30 minutes", 5400L)]
    [DataRow("1 hour -30 minutes", 1800L)]
    [DataRow("1 s 2", 3L)]
    [DataRow("010", 10L)]
    [DataRow("+3 s", 3L)]
    [DataRow("1 year 7 months 2 weeks 2 days 11 hours 12 seconds", 51102012L)]
    public void Interval_Words_AreAdded(string text, long expected) => Assert.AreEqual(expected, IntervalFunctions.Interval(text));

    [TestMethod]
    [DataRow("x", "x")]
    [DataRow("one hour", "one hour")]
    [DataRow("2h", "h")]
    [DataRow("1 x", "x")]
    [DataRow("10 20 s", "20 s")]
    [DataRow("1 hour and 30 minutes", "and 30 minutes")]
    [DataRow("1.5 h", ".5 h")]
    [DataRow("- 5", "- 5")]
    [DataRow("99999999999999 w", "99999999999999 w")]
    [DataRow("1 s 9223372036854775807", "9223372036854775807")]
    public void Interval_SomethingElse_NamesWhereItIs(string text, string near)
    {
        var error = Assert.ThrowsExactly<MflException>(() => IntervalFunctions.Interval(text));

        Assert.AreEqual(((long)MflExceptionCode.InvalidTime, $"interval: unrecognized time format (near `{near}')"), (error.Number, error.Message));
    }

    [TestMethod]
    public void Interval_RandomPairs_AreTheirSum()
    {
        var random = new Random(17);
        for (var round = 0; round < 5_000; round++)
        {
            var pairs = Enumerable.Range(0, random.Next(1, 8)).Select(_ => (Count: random.NextInt64(-10_000, 10_000), Unit: Units[random.Next(Units.Length)])).ToArray();
            var text = string.Join(random.Next(2) == 0 ? " " : "  \t", pairs.Select(static pair => $"{pair.Count} {pair.Unit.Name}"));

            Assert.AreEqual(pairs.Sum(static pair => pair.Count * pair.Unit.Seconds), IntervalFunctions.Interval(text), text);
        }
    }
}
