using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Rate.Buckets;

namespace Postern.Plugins.Rate.Tests.Buckets;

[TestClass]
public sealed class TokenBucketFunctionTests
{
    private const long Second = 1_000_000;

    private readonly RateLab _lab = new();

    [TestMethod]
    public async Task Take_FullBucket_GivesItsTokensAndThenOnePerInterval()
    {
        Assert.IsTrue(await _lab.TakeAsync(0, "a", 1, Second, 2));
        Assert.IsTrue(await _lab.TakeAsync(0.5, "a", 1, Second, 2));
        Assert.IsFalse(await _lab.TakeAsync(0.9, "a", 1, Second, 2));
        Assert.IsTrue(await _lab.TakeAsync(1.25, "a", 1, Second, 2));

        CollectionAssert.AreEqual(Records.Bucket(1, 5, 0), (await _lab.RecordsAsync("tbf"))["a"].Value.ToArray());
    }

    [TestMethod]
    public async Task Take_MoreThanThereIs_TakesNothingButWritesWhatHasCome()
    {
        await _lab.TakeAsync(0, "a", 2, Second, 2);

        Assert.IsFalse(await _lab.TakeAsync(1.5, "a", 2, Second, 2));

        CollectionAssert.AreEqual(Records.Bucket(1, 4, 1), (await _lab.RecordsAsync("tbf"))["a"].Value.ToArray());
    }

    [TestMethod]
    [DataRow(0, 3, true)]
    [DataRow(4, 3, false)]
    [DataRow(-1, 3, false)]
    public async Task Take_NothingOrMoreThanABucketHolds_TouchesNoRecord(long cost, long burst, bool isGranted)
    {
        Assert.AreEqual(isGranted, await _lab.TakeAsync(0, "a", cost, Second, burst));
        Assert.IsEmpty(await _lab.RecordsAsync("tbf"));
    }

    [TestMethod]
    [DataRow(0, 3, "tbf_rate: cannot check TBF rate for a: the interval is 0")]
    [DataRow(1, 0, "tbf_rate: cannot check TBF rate for a: the size of the bucket is 0")]
    public async Task Take_NoIntervalOrNoBucket_IsADatabaseFailure(long interval, long burst, string text)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(() => _lab.TakeAsync(0, "a", 1, interval, burst));

        Assert.AreEqual((long)MflExceptionCode.DatabaseFailure, error.Number);
        Assert.AreEqual(text, error.Message);
    }

    [TestMethod]
    public async Task Take_ClockALittleBehindTheRecord_GivesNoTokens()
    {
        await _lab.TakeAsync(10, "a", 2, Second, 2);

        Assert.IsFalse(await _lab.TakeAsync(5, "a", 1, Second, 2));
        Assert.IsTrue(await _lab.TakeAsync(11, "a", 1, Second, 2));
    }

    [TestMethod]
    public async Task Take_ClockSetBack_FillsTheBucket()
    {
        await _lab.TakeAsync(10, "a", 2, Second, 2);

        Assert.IsTrue(await _lab.TakeAsync(4.9, "a", 2, Second, 2));
    }

    [TestMethod]
    public async Task Take_EndlessBucket_ExpiresAtTheEndOfAllTime()
    {
        Assert.IsTrue(await _lab.TakeAsync(0, "a", long.MaxValue, long.MaxValue, long.MaxValue));

        var record = (await _lab.RecordsAsync("tbf"))["a"];
        CollectionAssert.AreEqual(
            Records.Of(RateLab.Start.ToUnixTimeSeconds() * Second, long.MaxValue, 0), record.Value.ToArray());
        Assert.IsNull(record.Expires);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(23)]
    [DataRow(25)]
    public async Task Take_DamagedRecord_IsAFullBucket(int size)
    {
        await _lab.PutAsync("tbf", "a", new byte[size]);

        Assert.IsTrue(await _lab.TakeAsync(0, "a", 3, Second, 3));
        Assert.IsNull(new BucketFormat().Describe(new StateEntry("a\0"u8.ToArray(), new StateRecord(new byte[size], null)), _lab.Listing()));
    }

    [TestMethod]
    public async Task Take_ManyAtOnce_GivesAsManyAsThereAre()
    {
        int granted = 0;
        await Parallel.ForAsync(0, 200, async (_, _) =>
        {
            if (await _lab.Buckets.Take(_lab.Context, "a", 1, Second, 50))
                Interlocked.Increment(ref granted);
        });

        Assert.AreEqual(50, granted);
    }

    [TestMethod]
    public async Task Take_DisabledDatabase_AlwaysGrants()
    {
        _lab.Databases.SetEnabled("tbf", false);

        Assert.IsTrue(await _lab.TakeAsync(0, "a", 1, Second, 1));
        Assert.IsTrue(await _lab.TakeAsync(0, "a", 1, Second, 1));
        Assert.IsEmpty(await _lab.RecordsAsync("tbf"));
    }

    [TestMethod]
    public async Task Take_StoreFails_IsADatabaseFailureWithItsReason()
    {
        _lab.Databases.Failure = new StateStoreException("tbf.sqlite: disk I/O error", isTransient: true);

        var error = await Assert.ThrowsExactlyAsync<MflException>(() => _lab.TakeAsync(0, "a", 1, Second, 1));

        Assert.AreEqual((long)MflExceptionCode.DatabaseFailure, error.Number);
        Assert.AreEqual("tbf_rate: cannot check TBF rate for a: tbf.sqlite: disk I/O error", error.Message);
    }

    [TestMethod]
    public void Describe_Bucket_IsALineAndFields()
    {
        var description = new BucketFormat().Describe(new StateEntry("a\0"u8.ToArray(), new StateRecord(Records.Bucket(1.25, 5, 2), null)), _lab.Listing())!;

        Assert.AreEqual("a tok:2@Thu Jan  1 00:00:01 2026 exp:Thu Jan  1 00:00:05 2026", description.Line);
        Assert.AreEqual(
            "key=a timestamp=1767225601 expiry_time=1767225605 tokens=2",
            string.Join(' ', description.Fields.Select(static field => $"{field.Name}={field.Value.Text}")));
    }
}
