using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Rate.Distinct;

namespace Postern.Plugins.Rate.Tests.Distinct;

[TestClass]
public sealed class DistinctFunctionTests
{
    private readonly RateLab _lab = new();
    private readonly DistinctFormat _format = new();

    [TestMethod]
    public async Task Count_Values_AreCountedOnceEach()
    {
        Assert.AreEqual(1, await CountAsync(0, "x"));
        Assert.AreEqual(2, await CountAsync(1, "y"));
        Assert.AreEqual(2, await CountAsync(2, "x"));
        Assert.AreEqual(3, await CountAsync(3, ""));
    }

    [TestMethod]
    public async Task Count_ValueNotSeenForTheInterval_IsForgotten()
    {
        await CountAsync(0, "x");
        await CountAsync(30, "y");

        Assert.AreEqual(3, await CountAsync(60, "z"));
        Assert.AreEqual(2, await CountAsync(61, "y"));
    }

    [TestMethod]
    public async Task Count_AtTheMost_DoesNotKeepAnother()
    {
        await CountAsync(0, "x", most: 2);
        await CountAsync(0, "y", most: 2);

        Assert.AreEqual(3, await CountAsync(1, "z", most: 2));
        Assert.AreEqual(2, await CountAsync(2, "x", most: 2));
        Assert.AreEqual(3, await CountAsync(2, "z"));
    }

    [TestMethod]
    public async Task Count_AThousandValues_AreExact()
    {
        for (int i = 1; i <= 1000; i++)
            Assert.AreEqual(i, await CountAsync(i / 1000.0, $"user{i}@example.org", most: 1000));
        Assert.AreEqual(1001, await CountAsync(1, "one@example.org", most: 1000));
    }

    [TestMethod]
    public async Task Count_RandomValues_AreThoseOfAModel()
    {
        var random = new Random(2);
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        long now = 0;
        for (int i = 0; i < 2000; i++)
        {
            now += random.Next(4);
            string value = $"v{random.Next(60)}";
            seen[value] = now;

            Assert.AreEqual(seen.Values.Count(time => now - time <= 60), await CountAsync(now, value));
        }
    }

    [TestMethod]
    public async Task Count_ManyAtOnce_CountsEveryOne()
    {
        await Parallel.ForAsync(0, 80, async (i, _) => await _lab.Distinct.Count(_lab.Context, "a", $"v{i}", 60));

        Assert.AreEqual(80, await CountAsync(0, "v1"));
    }

    [TestMethod]
    public async Task Count_ClockBehindTheRecord_KeepsTheLaterTime()
    {
        await CountAsync(30, "x");
        await CountAsync(25, "x");

        Assert.AreEqual(2, await CountAsync(90, "y"));
    }

    [TestMethod]
    [DataRow(0, 10, "distinct_count: the interval must be from 1 to 3162240000 seconds, not 0")]
    [DataRow(60, 0, "distinct_count: from 1 to 1000 values can be counted, not 0")]
    [DataRow(60, 1001, "distinct_count: from 1 to 1000 values can be counted, not 1001")]
    public async Task Count_OutOfRange_IsRefused(long interval, long most, string text)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await _lab.Distinct.Count(_lab.Context, "a", "x", interval, most));

        Assert.AreEqual((long)MflExceptionCode.Range, error.Number);
        Assert.AreEqual(text, error.Message);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(11)]
    [DataRow(13)]
    [DataRow(12 * 1001)]
    public async Task Count_DamagedRecord_StartsAnew(int size)
    {
        var value = new byte[size];
        await _lab.PutAsync("distinct", "60:a", value);

        Assert.AreEqual(1, await CountAsync(0, "x"));
        Assert.IsNull(_format.Describe(new StateEntry("60:a\0"u8.ToArray(), new StateRecord(value, null)), _lab.Listing()));
        Assert.IsNull(_format.Expires("60:a\0"u8, value, _lab.Databases.Find("distinct")!));
    }

    [TestMethod]
    public async Task Describe_Values_IsALineAndFields()
    {
        await CountAsync(0, "x");
        await CountAsync(30, "y");
        _lab.At(61.0);
        StateRecord record = (await _lab.RecordsAsync("distinct"))["60:a"];

        var description = _format.Describe(new StateEntry("60:a\0"u8.ToArray(), record), _lab.Listing())!;

        Assert.AreEqual("60:a Thu Jan  1 00:00:30 2026     60      1", description.Line);
        Assert.AreEqual(
            "key=60:a timestamp=1767225630 interval=60 count=1", string.Join(' ', description.Fields.Select(static field => $"{field.Name}={field.Value.Text}")));
        Assert.AreEqual(RateLab.Start.AddSeconds(30 + 60 + 6), record.Expires);
        Assert.AreEqual(record.Expires, _format.Expires("60:a\0"u8, record.Value.Span, _lab.Databases.Find("distinct")!));
    }

    private async Task<long> CountAsync(double at, string value, long most = 100)
    {
        _lab.At(at);
        return await _lab.Distinct.Count(_lab.Context, "a", value, 60, most);
    }
}
