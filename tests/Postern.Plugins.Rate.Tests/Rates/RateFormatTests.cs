using Postern.Abstractions.Storage;
using Postern.Plugins.Rate.Rates;

namespace Postern.Plugins.Rate.Tests.Rates;

[TestClass]
public sealed class RateFormatTests
{
    private readonly RateLab _lab = new();
    private readonly RateFormat _format = new();

    [TestMethod]
    public void Describe_Rate_IsALineAndFields()
    {
        var description = _format.Describe(Entry(Records.Rate(-8, 8, 8)), _lab.Listing())!;

        Assert.AreEqual("key1 Wed Dec 31 23:59:52 2025      8      8        1    0.562", description.Line);
        Assert.AreEqual(
            "key=key1 timestamp=1767225592 interval=8 count=8 rate=1 current_rate=0.562",
            string.Join(' ', description.Fields.Select(static field => $"{field.Name}={field.Value.Text}")));
    }

    [TestMethod]
    public void Describe_NoInterval_HasNoRate() =>
        Assert.AreEqual("key1 Wed Dec 31 23:59:53 2025      0      5      N/A      N/A", _format.Describe(Entry(Records.Rate(-7, 0, 5)), _lab.Listing())!.Line);

    [TestMethod]
    [DataRow(1, "key1 Thu Jan  1 00:00:00 2026      1    999      999    1e+03; in 999 sec. on Thu Jan  1 00:16:39 2026", 999)]
    [DataRow(1000, "key1 Thu Jan  1 00:00:00 2026      1    999      999    1e+03; in 0 sec. on Thu Jan  1 00:00:00 2026", 0)]
    [DataRow(1001, "key1 Thu Jan  1 00:00:00 2026      1    999      999    1e+03; free to send", 0)]
    [DataRow(-1, "key1 Thu Jan  1 00:00:00 2026      1    999      999    1e+03; free to send", 0)]
    public void Describe_Prediction_IsBehindTheLine(int limit, string line, int seconds)
    {
        var description = _format.Describe(Entry(Records.Rate(0, 1, 999)), _lab.Listing(limit))!;

        Assert.AreEqual(line, description.Line);
        Assert.AreEqual(new StateField("free_after", new(seconds)), description.Fields[^1]);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(23)]
    [DataRow(25)]
    public void Describe_DamagedRecord_IsNothing(int size)
    {
        Assert.IsNull(_format.Describe(Entry(new byte[size]), _lab.Listing()));
        Assert.IsNull(_format.Expires(default, new byte[size], _lab.Databases.Find("rate")!));
    }

    [TestMethod]
    [DataRow(long.MinValue, long.MaxValue, -1)]
    [DataRow(long.MaxValue, long.MinValue, 0)]
    [DataRow(long.MaxValue, long.MaxValue, 1)]
    public void Describe_AbsurdRecord_IsALine(long time, long interval, long count)
    {
        byte[] value = Records.Of(time, interval, count);

        StringAssert.StartsWith(_format.Describe(Entry(value), _lab.Listing(1))!.Line, "key1 ", StringComparison.Ordinal);
        _format.Expires(default, value, _lab.Databases.Find("rate")!);
    }

    private static StateEntry Entry(byte[] value) => new("key1\0"u8.ToArray(), new StateRecord(value, null));
}
