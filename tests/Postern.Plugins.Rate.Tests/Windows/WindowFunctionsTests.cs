using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Rate.Windows;

namespace Postern.Plugins.Rate.Tests.Windows;

[TestClass]
public sealed class WindowFunctionsTests
{
    private readonly RateLab _lab = new();
    private readonly WindowFormat _format = new();

    [TestMethod]
    public async Task Rate_Messages_CountAsLongAsTheIntervalAndAtMostASixtiethMore()
    {
        Assert.AreEqual(1, await RateAsync(0.5, 60));
        Assert.AreEqual(3, await RateAsync(30, 60, 2));
        Assert.AreEqual(4, await RateAsync(60.5, 60));
        Assert.AreEqual(4, await RateAsync(61, 60));
        Assert.AreEqual(5, await RateAsync(90.5, 60));
        Assert.AreEqual(4, await RateAsync(91, 60));
        Assert.AreEqual(1, await RateAsync(500, 60));
    }

    [TestMethod]
    public async Task Rate_CostZero_OnlyLooks()
    {
        await RateAsync(0, 60, 7);

        Assert.AreEqual(7, await RateAsync(1, 60, 0));
        Assert.AreEqual(0, await RateAsync(1000, 60, 0));
    }

    [TestMethod]
    public async Task Rate_OtherInterval_IsAnotherCounter()
    {
        await RateAsync(0, 60);
        await RateAsync(0, 3600);

        Assert.AreEqual(2, await RateAsync(0, 60));
        CollectionAssert.AreEqual(new[] { "3600:a", "60:a" }, (await _lab.RecordsAsync("window")).Keys);
    }

    [TestMethod]
    public async Task IsWithin_RandomTimes_NeverLetsMoreThanTheLimitIntoAnyInterval()
    {
        var random = new Random(1);
        var granted = new List<long>();
        long now = 0;
        for (int i = 0; i < 5000; i++)
        {
            _lab.At(now += random.Next(400_000));
            if (await _lab.Windows.IsWithin(_lab.Context, "a", 7, 10))
                granted.Add(now);
        }

        for (int i = 10; i < granted.Count; i++)
            Assert.IsGreaterThan(7_000_000, granted[i] - granted[i - 10], $"message {i}");

        // No more is refused than the part of a slot asks for.
        Assert.IsGreaterThan((int)(now / 7_120_000 * 10 * 0.95), granted.Count);
    }

    [TestMethod]
    public async Task IsWithin_Refused_IsNotCounted()
    {
        Assert.IsTrue(await _lab.Windows.IsWithin(_lab.Context, "a", 60, 3, 2));
        Assert.IsFalse(await _lab.Windows.IsWithin(_lab.Context, "a", 60, 3, 2));
        Assert.IsTrue(await _lab.Windows.IsWithin(_lab.Context, "a", 60, 3, 1));
        Assert.AreEqual(3, await RateAsync(0, 60, 0));
    }

    [TestMethod]
    public async Task IsWithin_ManyAtOnce_GrantsAsManyAsTheLimit()
    {
        int granted = 0;
        await Parallel.ForAsync(0, 200, async (_, _) =>
        {
            if (await _lab.Windows.IsWithin(_lab.Context, "a", 60, 50))
                Interlocked.Increment(ref granted);
        });

        Assert.AreEqual(50, granted);
    }

    [TestMethod]
    public async Task Rate_ClockBehindTheRecord_CountsWithIt()
    {
        await RateAsync(30, 60);

        Assert.AreEqual(2, await RateAsync(25, 60));
        Assert.AreEqual(3, await RateAsync(89, 60));
    }

    [TestMethod]
    public async Task Rate_ClockSetFarBack_StartsAnew()
    {
        await RateAsync(10_000, 60);

        Assert.AreEqual(1, await RateAsync(0, 60));
    }

    [TestMethod]
    public async Task Rate_Enormous_IsTheLargestNumber()
    {
        await RateAsync(0, 60, long.MaxValue);

        Assert.AreEqual(long.MaxValue, await RateAsync(1, 60, long.MaxValue));
        Assert.AreEqual(long.MaxValue, await RateAsync(2, 60, 0));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(long.MinValue)]
    public async Task IsWithin_NoLimitLeft_LetsNothingThrough(long limit)
    {
        Assert.IsFalse(await _lab.Windows.IsWithin(_lab.Context, "a", 60, limit));
        Assert.IsEmpty(await _lab.RecordsAsync("window"));
    }

    [TestMethod]
    public async Task IsWithin_DisabledDatabase_LetsAllThrough()
    {
        _lab.Databases.SetEnabled("window", false);

        Assert.IsTrue(await _lab.Windows.IsWithin(_lab.Context, "a", 60, 0));
        Assert.AreEqual(0, await RateAsync(0, 60));
    }

    [TestMethod]
    [DataRow(0, 1, "window_rate: the interval must be from 1 to 3162240000 seconds, not 0")]
    [DataRow(-5, 1, "window_rate: the interval must be from 1 to 3162240000 seconds, not -5")]
    [DataRow(3162240001, 1, "window_rate: the interval must be from 1 to 3162240000 seconds, not 3162240001")]
    [DataRow(60, -1, "window_rate: the cost must not be negative: -1")]
    public async Task Rate_OutOfRange_IsRefused(long interval, long cost, string text)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(() => RateAsync(0, interval, cost));

        Assert.AreEqual((long)MflExceptionCode.Range, error.Number);
        Assert.AreEqual(text, error.Message);
    }

    [TestMethod]
    public async Task Rate_NoSuchDatabase_SaysWhatToConfigure()
    {
        var windows = new WindowFunctions(new Testing.Storage.FakeStateDatabases(_lab.Time));

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await windows.Rate(_lab.Context, "a", 60));

        Assert.AreEqual((long)MflExceptionCode.DatabaseFailure, error.Number);
        Assert.AreEqual("window_rate: cannot count a: there is no database `window'; the configuration must say: database window { }", error.Message);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(8)]
    [DataRow(17)]
    [DataRow(504 + 8)]
    public async Task Rate_DamagedRecord_StartsAnew(int size)
    {
        var value = new byte[size];
        await _lab.PutAsync("window", "60:a", value);

        Assert.AreEqual(1, await RateAsync(0, 60));
        Assert.IsNull(_format.Describe(new StateEntry("60:a\0"u8.ToArray(), new StateRecord(value, null)), _lab.Listing()));
    }

    [TestMethod]
    [DataRow(long.MinValue)]
    [DataRow(long.MaxValue)]
    public async Task Rate_AbsurdRecord_StartsAnew(long slot)
    {
        byte[] value = Records.Of(slot, -1, long.MaxValue);
        await _lab.PutAsync("window", "60:a", value);
        var entry = new StateEntry("60:a\0"u8.ToArray(), new StateRecord(value, null));

        Assert.AreEqual(1, await RateAsync(0, 60));
        StringAssert.StartsWith(_format.Describe(entry, _lab.Listing())!.Line, "60:a ", StringComparison.Ordinal);
        _format.Expires(entry.Key.Span, value, _lab.Databases.Find("window")!);
    }

    [TestMethod]
    public async Task Describe_Window_IsALineAndFields()
    {
        await RateAsync(0, 60, 5);
        await RateAsync(30, 60, 2);
        _lab.At(61.0);
        StateRecord record = (await _lab.RecordsAsync("window"))["60:a"];

        var description = _format.Describe(new StateEntry("60:a\0"u8.ToArray(), record), _lab.Listing())!;

        Assert.AreEqual("60:a Thu Jan  1 00:00:30 2026     60      2", description.Line);
        Assert.AreEqual(
            "key=60:a timestamp=1767225630 interval=60 count=2", string.Join(' ', description.Fields.Select(static field => $"{field.Name}={field.Value.Text}")));
        Assert.AreEqual(RateLab.Start.AddSeconds(30 + 61 + 6), record.Expires);
        Assert.AreEqual(record.Expires, _format.Expires("60:a\0"u8, record.Value.Span, _lab.Databases.Find("window")!));
    }

    [TestMethod]
    [DataRow("a\0")]
    [DataRow("0:a\0")]
    [DataRow(":a\0")]
    [DataRow("99999999999:a\0")]
    [DataRow("-1:a\0")]
    [DataRow("")]
    public void Describe_KeyWithoutInterval_IsNothing(string key)
    {
        byte[] value = Records.Of(1, 1);
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(key);

        Assert.IsNull(_format.Describe(new StateEntry(bytes, new StateRecord(value, null)), _lab.Listing()));
        Assert.IsNull(_format.Expires(bytes, value, _lab.Databases.Find("window")!));
    }

    private async Task<long> RateAsync(double at, long interval, long cost = 1)
    {
        _lab.At(at);
        return await _lab.Windows.Rate(_lab.Context, "a", interval, cost);
    }
}
