using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Tests.Rates;

[TestClass]
public sealed class RateFunctionTests
{
    private readonly RateLab _lab = new();

    [TestMethod]
    public async Task Rate_MessagesOverTime_IsCountTimesIntervalByElapsed()
    {
        Assert.AreEqual(0, await _lab.RateAsync(0, "a", 60));
        Assert.AreEqual(0, await _lab.RateAsync(0, "a", 60));
        Assert.AreEqual(180, await _lab.RateAsync(1, "a", 60));
        Assert.AreEqual(120, await _lab.RateAsync(2, "a", 60));
        Assert.AreEqual(30, await _lab.RateAsync(10.5, "a", 60));
    }

    [TestMethod]
    public async Task Rate_FewerThanMinCount_IsZero()
    {
        await _lab.RateAsync(0, "a", 60, mincount: 3);

        Assert.AreEqual(0, await _lab.RateAsync(1, "a", 60, mincount: 3));
        Assert.AreEqual(90, await _lab.RateAsync(2, "a", 60, mincount: 3));
    }

    [TestMethod]
    public async Task Rate_AboveThreshold_IsNotCounted()
    {
        await _lab.RateAsync(0, "a", 60, threshold: 10);

        Assert.AreEqual(120, await _lab.RateAsync(1, "a", 60, threshold: 10));
        Assert.AreEqual(60, await _lab.RateAsync(2, "a", 60, threshold: 10));
        Assert.AreEqual(10, await _lab.RateAsync(12, "a", 60, threshold: 10));

        CollectionAssert.AreEqual(Records.Rate(12, 12, 2), (await _lab.RecordsAsync("rate"))["a"].Value.ToArray());
    }

    [TestMethod]
    public async Task Rate_PauseLongerThanTheInterval_StartsAnew()
    {
        await _lab.RateAsync(0, "a", 60);
        await _lab.RateAsync(61, "a", 60);

        CollectionAssert.AreEqual(Records.Rate(61, 0, 1), (await _lab.RecordsAsync("rate"))["a"].Value.ToArray());
    }

    [TestMethod]
    public async Task Rate_ClockALittleBehindTheRecord_CountsAtTheRecordsTime()
    {
        await _lab.RateAsync(0, "a", 60);
        await _lab.RateAsync(10, "a", 60);

        Assert.AreEqual(18, await _lab.RateAsync(5, "a", 60));

        CollectionAssert.AreEqual(Records.Rate(10, 10, 3), (await _lab.RecordsAsync("rate"))["a"].Value.ToArray());
    }

    [TestMethod]
    public async Task Rate_ClockSetBack_StartsAnew()
    {
        await _lab.RateAsync(0, "a", 60);
        await _lab.RateAsync(10, "a", 60);

        Assert.AreEqual(45, await _lab.RateAsync(4, "a", 60));

        CollectionAssert.AreEqual(Records.Rate(4, 0, 1), (await _lab.RecordsAsync("rate"))["a"].Value.ToArray());
    }

    [TestMethod]
    public async Task Rate_ResultBeyondNumbers_IsTheLargest()
    {
        await _lab.RateAsync(0, "a", long.MinValue);

        Assert.AreEqual(long.MaxValue, await _lab.RateAsync(1, "a", -1));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(23)]
    [DataRow(25)]
    [DataRow(48)]
    public async Task Rate_DamagedRecord_StartsAnew(int size)
    {
        await _lab.PutAsync("rate", "a", new byte[size]);

        Assert.AreEqual(0, await _lab.RateAsync(0, "a", 60));

        CollectionAssert.AreEqual(Records.Rate(0, 0, 1), (await _lab.RecordsAsync("rate"))["a"].Value.ToArray());
    }

    [TestMethod]
    [DataRow(long.MinValue, 0, 1)]
    [DataRow(long.MaxValue, long.MaxValue, 1)]
    [DataRow(0, long.MinValue, -1)]
    public async Task Rate_AbsurdRecord_StartsAnew(long time, long interval, long count)
    {
        await _lab.PutAsync("rate", "a", Records.Of(time, interval, count));

        await _lab.RateAsync(0, "a", 60);

        CollectionAssert.AreEqual(Records.Rate(0, 0, 1), (await _lab.RecordsAsync("rate"))["a"].Value.ToArray());
    }

    [TestMethod]
    public async Task Rate_Record_ExpiresSoLongAfterItsFirstMessage()
    {
        await _lab.RateAsync(0, "a", 60);
        await _lab.RateAsync(50, "a", 60);

        Assert.AreEqual(RateLab.Start.AddDays(1).AddSeconds(1), (await _lab.RecordsAsync("rate"))["a"].Expires);
    }

    [TestMethod]
    public async Task Rate_DisabledDatabase_CountsNothing()
    {
        _lab.Databases.SetEnabled("rate", false);

        await _lab.RateAsync(0, "a", 60);
        Assert.AreEqual(0, await _lab.RateAsync(1, "a", 60));
        Assert.IsEmpty(await _lab.RecordsAsync("rate"));
    }

    [TestMethod]
    public async Task Rate_StoreFails_IsADatabaseFailureWithItsReason()
    {
        _lab.Databases.Failure = new StateStoreException("rates.sqlite: „disk I/O error“", isTransient: true);

        var error = await Assert.ThrowsExactlyAsync<MflException>(() => _lab.RateAsync(0, "a", 60));

        Assert.AreEqual((long)MflExceptionCode.DatabaseFailure, error.Number);
        Assert.AreEqual("rate: cannot get rate for a: rates.sqlite: \u00E2\u0080\u009Edisk I/O error\u00E2\u0080\u009C", error.Message, "a byte string");
    }

    [TestMethod]
    public async Task Rate_ManyAtOnce_CountsEveryOne()
    {
        const int Messages = 200;
        await Parallel.ForAsync(0, Messages, async (_, _) => await _lab.Rates.Rate(_lab.Context, "a", 60));

        CollectionAssert.AreEqual(Records.Rate(0, 0, Messages), (await _lab.RecordsAsync("rate"))["a"].Value.ToArray());
    }
}
