using Postern.Configuration.Binding;

namespace Postern.Configuration.Tests.Binding;

[TestClass]
public sealed class TimeIntervalTests
{
    [TestMethod]
    [DataRow("90", 90)]
    [DataRow("1 hour", 3600)]
    [DataRow("2 hours 35 seconds", 7235)]
    [DataRow("2h5m", 7500)]
    [DataRow("2 days 1 year", (365 + 2) * 86_400)]
    [DataRow("1 year 7 months 2 weeks 2 days 11 hours 12 seconds", ((365 + 210 + 16) * 86_400) + (11 * 3600) + 12)]
    [DataRow("0", 0)]
    public void TryParse_Interval_SumsUnits(string text, int seconds)
    {
        Assert.IsTrue(TimeInterval.TryParse(text, out TimeSpan interval, out _));
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), interval);
    }

    [TestMethod]
    [DataRow("", "expected a time interval such as `30 seconds', found nothing")]
    [DataRow("x", "expected a number in the time interval, found `x'")]
    [DataRow("-1", "expected a number in the time interval, found `-1'")]
    [DataRow("3 foos", "unrecognized time unit `foos'; expected seconds, minutes, hours, days, weeks, months or years")]
    [DataRow("99999999999999999999", "expected a number in the time interval, found `99999999999999999999'")]
    [DataRow("9223372036854775807 years", "the time interval `9223372036854775807 years' is longer than a hundred years")]
    public void TryParse_Mistake_SaysWhat(string text, string expected)
    {
        Assert.IsFalse(TimeInterval.TryParse(text, out _, out string problem));
        Assert.AreEqual(expected, problem);
    }
}
