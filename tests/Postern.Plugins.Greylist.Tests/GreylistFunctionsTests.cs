using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist.Tests;

[TestClass]
public sealed class GreylistFunctionsTests
{
    private const int Day = 86400;
    private const string NotForTraditional =
        "is_greylisted is not implemented for traditional greylist databases; see documentation, chapter 5.31 Greylisting functions for more info";

    [TestMethod]
    [DataRow(GreylistAlgorithm.Traditional)]
    [DataRow(GreylistAlgorithm.ConTassios)]
    public async Task Greylist_SameInterval_CountsDownAndPasses(GreylistAlgorithm algorithm)
    {
        var lab = new GreylistLab(algorithm);

        Assert.AreEqual("1 100", await lab.GreylistAsync("k", 100));
        Assert.AreEqual("1 1", await lab.At(99.9).GreylistAsync("k", 100));
        Assert.AreEqual("0 -77", await lab.At(100).GreylistAsync("k", 100));
        Assert.AreEqual("1 100", await lab.GreylistAsync("other", 100));
    }

    [TestMethod]
    [DataRow(GreylistAlgorithm.Traditional, "1 190", "0 -77")]
    [DataRow(GreylistAlgorithm.ConTassios, "1 90", "1 90")]
    public async Task Greylist_IntervalChanged_CountsForTraditionalAlone(GreylistAlgorithm algorithm, string longer, string shorter)
    {
        var lab = new GreylistLab(algorithm);
        await lab.GreylistAsync("k", 100);
        lab.At(10);

        Assert.AreEqual(longer, await lab.GreylistAsync("k", 200));
        Assert.AreEqual(shorter, await lab.GreylistAsync("k", 10));
    }

    [TestMethod]
    [DataRow(GreylistAlgorithm.Traditional, 0, "1 0")]
    [DataRow(GreylistAlgorithm.Traditional, -5, "1 -5")]
    [DataRow(GreylistAlgorithm.ConTassios, 0, "1 0")]
    [DataRow(GreylistAlgorithm.ConTassios, -5, "1 -5")]
    public async Task Greylist_NoInterval_HoldsUpTheFirstAttemptOnly(GreylistAlgorithm algorithm, long interval, string first)
    {
        var lab = new GreylistLab(algorithm);

        Assert.AreEqual(first, await lab.GreylistAsync("k", interval));
        Assert.AreEqual("0 -77", await lab.GreylistAsync("k", interval));
    }

    [TestMethod]
    [DataRow(GreylistAlgorithm.Traditional)]
    [DataRow(GreylistAlgorithm.ConTassios)]
    public async Task Greylist_ClockGoesBack_WaitsUntilTheSameMoment(GreylistAlgorithm algorithm)
    {
        var lab = new GreylistLab(algorithm).At(Day);
        await lab.GreylistAsync("k", 100);

        Assert.AreEqual("1 86500", await lab.At(0).GreylistAsync("k", 100));
    }

    [TestMethod]
    [DataRow(GreylistAlgorithm.Traditional, Day)]
    [DataRow(GreylistAlgorithm.ConTassios, Day + 100)]
    public async Task Greylist_PastExpireInterval_BeginsAnew(GreylistAlgorithm algorithm, int last)
    {
        var lab = new GreylistLab(algorithm);
        await lab.GreylistAsync("k", 100);

        Assert.AreEqual("0 -77", await lab.At(last + 0.9).GreylistAsync("k", 100));
        Assert.AreEqual("1 100", await lab.At(last + 1).GreylistAsync("k", 100));
    }

    [TestMethod]
    public async Task Greylist_ExpireIntervalShortenedMeanwhile_GoesByTheNewOne()
    {
        var lab = new GreylistLab();
        await lab.GreylistAsync("k", 100);
        lab.Databases.Set(lab.Databases.Find("greylist")! with { ExpireInterval = TimeSpan.FromSeconds(200) });

        Assert.AreEqual("0 -77", await lab.At(200).GreylistAsync("k", 100));
        Assert.AreEqual("1 100", await lab.At(201).GreylistAsync("k", 100));
    }

    [TestMethod]
    public async Task Greylist_ExpireIntervalZero_LastsForEver()
    {
        var lab = new GreylistLab();
        lab.Databases.Set(lab.Databases.Find("greylist")! with { ExpireInterval = TimeSpan.Zero });
        await lab.GreylistAsync("k", 100);

        Assert.AreEqual("0 -77", await lab.At(1000 * Day).GreylistAsync("k", 100));
    }

    [TestMethod]
    [DataRow(GreylistAlgorithm.Traditional)]
    [DataRow(GreylistAlgorithm.ConTassios)]
    public async Task Greylist_DatabaseDisabled_HoldsUpNobodyAndRemembersNobody(GreylistAlgorithm algorithm)
    {
        var lab = new GreylistLab(algorithm);
        lab.Databases.SetEnabled("greylist", false);

        Assert.AreEqual("0 -77", await lab.GreylistAsync("k", 100));
        lab.Databases.SetEnabled("greylist", true);
        Assert.AreEqual("1 100", await lab.GreylistAsync("k", 100));
    }

    [TestMethod]
    public async Task Greylist_StoreFails_SaysWhy()
    {
        var lab = new GreylistLab();
        lab.Databases.Failure = new StateStoreException("/state/greylist.sqlite: „disk full“", isTransient: true);

        var failure = await Assert.ThrowsExactlyAsync<MflException>(() => lab.GreylistAsync("k", 100));

        Assert.AreEqual((long)MflExceptionCode.DatabaseFailure, failure.Number);
        Assert.AreEqual("greylist: /state/greylist.sqlite: \u00E2\u0080\u009Edisk full\u00E2\u0080\u009C", failure.Message, "a byte string");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    [DataRow(9)]
    [DataRow(65536)]
    public async Task Greylist_DamagedRecord_FailsAndLeavesIt(int size)
    {
        var lab = new GreylistLab(GreylistAlgorithm.ConTassios);
        await lab.PutAsync("greylist", "k", new byte[size]);

        foreach (Func<Task<string>> call in new[] { () => lab.GreylistAsync("k", 100), () => lab.IsGreylistedAsync("k") })
        {
            var failure = await Assert.ThrowsExactlyAsync<MflException>(call);
            Assert.AreEqual((long)MflExceptionCode.DatabaseFailure, failure.Number);
            Assert.AreEqual("greylist database /state/greylist.sqlite has wrong data size", failure.Message);
        }

        Assert.AreEqual(size, (await lab.FindAsync("greylist", "k"))!.Value.Value.Length);
    }

    [TestMethod]
    [DataRow(long.MaxValue)]
    [DataRow(long.MinValue)]
    [DataRow(253402300800)]
    [DataRow(-62135596801)]
    public async Task Greylist_TimesThatNoCalendarReaches_AreAnsweredAndListed(long time)
    {
        foreach (var algorithm in new[] { GreylistAlgorithm.Traditional, GreylistAlgorithm.ConTassios })
        {
            var lab = new GreylistLab(algorithm);
            await lab.PutAsync("greylist", "k", BitConverter.GetBytes(time));

            await lab.GreylistAsync("k", time);
            await lab.GreylistAsync("k", time);

            var entry = new StateEntry(GreylistLab.Key("k"), new StateRecord(BitConverter.GetBytes(time), null));
            Assert.IsNull(new GreylistFormat(lab.Databases).Describe(entry, GreylistLab.Listing(lab.Time.GetUtcNow())));
        }
    }

    [TestMethod]
    public async Task Greylist_HostileKeys_StayApart()
    {
        var lab = new GreylistLab();
        string[] keys = ["", " ", new string('k', 65536), new string('k', 65537), "\u0001", "\u00ff\u00fe", "\u00ff", "%s%n", "a\nb"];

        foreach (string key in keys)
            Assert.AreEqual("1 100", await lab.GreylistAsync(key, 100));
        foreach (string key in keys)
            Assert.AreEqual("1 60", await lab.At(40).GreylistAsync(key, 100));
    }

    [TestMethod]
    public async Task Greylist_Record_HasTheBytesOfMailfromd()
    {
        var lab = new GreylistLab();
        await lab.GreylistAsync("k", 100);

        var record = await lab.FindAsync("greylist", "k");

        Assert.AreEqual("00b9556900000000", Convert.ToHexStringLower(record!.Value.Value.Span));
        Assert.AreEqual(lab.Time.GetUtcNow().AddSeconds(Day + 1), record.Value.Expires);
    }

    [TestMethod]
    public async Task Greylist_ManyAtOnce_BeginOnce()
    {
        const int Callers = 64;
        var lab = new GreylistLab(GreylistAlgorithm.ConTassios);
        var intervals = Enumerable.Range(100, Callers);

        var left = await Task.WhenAll(intervals.Select(async interval =>
        {
            await Task.Yield();
            var context = new Testing.Mfl.FakeMflContext { Clock = lab.Time, ProgramSettings = lab.Context.ProgramSettings };
            Assert.IsTrue(await lab.Functions.GreylistAsync(context, "k", interval));
            return context.Variables["greylist_seconds_left"].Number;
        }));

        Assert.HasCount(1, left.Distinct().ToArray());
    }

    [TestMethod]
    public async Task IsGreylisted_ConTassios_AnswersWithoutRemembering()
    {
        var lab = new GreylistLab(GreylistAlgorithm.ConTassios);

        Assert.AreEqual("0 -77", await lab.IsGreylistedAsync("k"));
        Assert.AreEqual("1 100", await lab.GreylistAsync("k", 100));
        Assert.AreEqual("1 40", await lab.At(60).IsGreylistedAsync("k"));
        Assert.AreEqual("0 -77", await lab.At(100).IsGreylistedAsync("k"));
    }

    [TestMethod]
    public async Task IsGreylisted_Traditional_IsNotThere()
    {
        var lab = new GreylistLab();

        var failure = await Assert.ThrowsExactlyAsync<MflException>(() => lab.IsGreylistedAsync("k"));

        Assert.AreEqual((long)MflExceptionCode.Failure, failure.Number);
        Assert.AreEqual(NotForTraditional, failure.Message);
    }

    [TestMethod]
    public async Task IsGreylisted_DatabaseDisabled_IsNobody()
    {
        var lab = new GreylistLab(GreylistAlgorithm.ConTassios);
        await lab.GreylistAsync("k", 100);
        lab.Databases.SetEnabled("greylist", false);

        Assert.AreEqual("0 -77", await lab.IsGreylistedAsync("k"));
    }

    [TestMethod]
    public async Task IsGreylisted_StoreFails_SaysWhy()
    {
        var lab = new GreylistLab(GreylistAlgorithm.ConTassios);
        lab.Databases.Failure = new StateStoreException("/state/greylist.sqlite: disk full", isTransient: true);

        var failure = await Assert.ThrowsExactlyAsync<MflException>(() => lab.IsGreylistedAsync("k"));

        Assert.AreEqual("is_greylisted: /state/greylist.sqlite: disk full", failure.Message);
    }
}
