using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;
using Postern.Plugins.Greylist.Checks;
using Postern.Testing.Mfl;

namespace Postern.Plugins.Greylist.Tests.Checks;

[TestClass]
public sealed class CheckFunctionsTests
{
    private const string Client = "192.0.2.0/24";

    private readonly GreylistLab _lab = new();

    [TestMethod]
    public async Task Check_Retries_AreTooEarlyThenInTimeThenKnown()
    {
        Assert.AreEqual("1 300 new", await _lab.CheckAsync("k", 300));
        Assert.AreEqual("1 1 early", await _lab.At(299.5).CheckAsync("k", 300));
        Assert.AreEqual("0 -77 passed", await _lab.At(300).CheckAsync("k", 300));
        Assert.AreEqual("0 -77 known", await _lab.At(300).CheckAsync("k", 300));
        Assert.AreEqual("1 300 new", await _lab.CheckAsync("other", 300));
    }

    [TestMethod]
    public async Task Check_IntervalChangedMeanwhile_CountsForNewSendersOnly()
    {
        await _lab.CheckAsync("k", 300);

        Assert.AreEqual("1 299 early", await _lab.At(1).CheckAsync("k", 0));
    }

    [TestMethod]
    public async Task Check_IntervalZero_HoldsUpTheFirstAttemptOnly()
    {
        Assert.AreEqual("1 0 new", await _lab.CheckAsync("k", 0));
        Assert.AreEqual("0 -77 passed", await _lab.CheckAsync("k", 0));
    }

    [TestMethod]
    [DataRow(999, "0 -77 passed")]
    [DataRow(1000, "1 300 late")]
    [DataRow(1999, "1 300 late")]
    [DataRow(2000, "1 300 new")]
    public async Task Check_WindowIsOver_BeginsAnew(int seconds, string expected)
    {
        await _lab.CheckAsync("k", 300, window: 1000);

        Assert.AreEqual(expected, await _lab.At(seconds).CheckAsync("k", 300, window: 1000));
    }

    [TestMethod]
    public async Task Check_Known_IsForgottenALifetimeAfterTheLastPass()
    {
        await _lab.CheckAsync("k", 300, lifetime: 10000);
        await _lab.At(300).CheckAsync("k", 300, lifetime: 10000);

        Assert.AreEqual("0 -77 known", await _lab.At(10299).CheckAsync("k", 300, lifetime: 10000));
        Assert.AreEqual("0 -77 known", await _lab.At(20298).CheckAsync("k", 300, lifetime: 10000));
        Assert.AreEqual("1 300 new", await _lab.At(30298).CheckAsync("k", 300, lifetime: 10000));
    }

    [TestMethod]
    public async Task Check_EnoughSendersOfAClient_ListsIt()
    {
        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual("1 300 new", await _lab.At(i * 1000).CheckAsync($"k{i}", 300, Client, passes: 3));
            Assert.AreEqual("0 -77 passed", await _lab.At((i * 1000) + 300).CheckAsync($"k{i}", 300, Client, passes: 3));
            Assert.AreEqual(i < 2 ? "0 -77 known" : "0 -77 listed", await _lab.CheckAsync($"k{i}", 300, Client, passes: 3));
        }

        Assert.AreEqual("0 -77 listed", await _lab.CheckAsync("k3", 300, Client, passes: 3));
        Assert.AreEqual("1 300 new", await _lab.CheckAsync("k3", 300, "198.51.100.0/24", passes: 3));
        Assert.AreEqual("1 299 early", await _lab.At(2301).CheckAsync("k3", 300, Client, passes: 4));
    }

    [TestMethod]
    public async Task Check_ListedClient_IsForgottenALifetimeAfterItsLastMessage()
    {
        await _lab.CheckAsync("k", 0, Client, passes: 1, lifetime: 1000);
        await _lab.CheckAsync("k", 0, Client, passes: 1, lifetime: 1000);

        Assert.AreEqual("0 -77 listed", await _lab.At(999).CheckAsync("k1", 300, Client, passes: 1, lifetime: 1000));
        Assert.AreEqual("0 -77 listed", await _lab.At(1998).CheckAsync("k2", 300, Client, passes: 1, lifetime: 1000));
        Assert.AreEqual("1 300 new", await _lab.At(2998).CheckAsync("k3", 300, Client, passes: 1, lifetime: 1000));
    }

    [TestMethod]
    [DataRow(Client, 0)]
    [DataRow("", 1)]
    [DataRow(Client, -1)]
    public async Task Check_NothingToCount_ListsNobody(string client, long passes)
    {
        await _lab.CheckAsync("k", 0, client, passes);
        await _lab.CheckAsync("k", 0, client, passes);

        Assert.AreEqual("1 300 new", await _lab.CheckAsync("k1", 300, client, passes));
        Assert.IsNull(await _lab.FindAsync("greylist-awl", "awl:" + client));
    }

    [TestMethod]
    public async Task Check_KeyThatNamesAClient_DoesNotCountForIt()
    {
        for (int i = 0; i < 4; i++)
            await _lab.CheckAsync("awl:" + Client, 0, "other", passes: 10);

        Assert.AreEqual("1 300 new", await _lab.CheckAsync("k", 300, Client, passes: 1));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(39)]
    [DataRow(40)]
    [DataRow(41)]
    [DataRow(100000)]
    public async Task Check_DamagedRecord_BeginsAnew(int size)
    {
        await _lab.PutAsync("greylist-awl", "k", new byte[size]);
        await _lab.PutAsync("greylist-awl", "awl:" + Client, new byte[size]);

        Assert.AreEqual("1 300 new", await _lab.CheckAsync("k", 300, Client, passes: 1));
        Assert.AreEqual("0 -77 passed", await _lab.At(300).CheckAsync("k", 300, Client, passes: 1));
        Assert.AreEqual("0 -77 listed", await _lab.CheckAsync("k", 300, Client, passes: 1));
    }

    [TestMethod]
    public async Task Check_HostileKeys_StayApart()
    {
        string[] keys = ["", " ", new string('k', 65536), new string('k', 65537), "\u0001", "\u00ff\u00fe", "%s%n", "a\nb"];

        foreach (string key in keys)
            Assert.AreEqual("1 300 new", await _lab.CheckAsync(key, 300, key));
        foreach (string key in keys)
            Assert.AreEqual("0 -77 passed", await _lab.At(300).CheckAsync(key, 300, key));
    }

    [TestMethod]
    [DataRow(-1, 1000, 1000, MflExceptionCode.Range, "greylist_check: interval is -1, expected 0 to 3153600000 seconds")]
    [DataRow(long.MaxValue, 1000, 1000, MflExceptionCode.Range, "greylist_check: interval is 9223372036854775807, expected 0 to 3153600000 seconds")]
    [DataRow(1, 0, 1000, MflExceptionCode.Range, "greylist_check: window is 0, expected 1 to 3153600000 seconds")]
    [DataRow(1, 1000, 0, MflExceptionCode.Range, "greylist_check: lifetime is 0, expected 1 to 3153600000 seconds")]
    [DataRow(300, 300, 1000, MflExceptionCode.Invalid, "greylist_check: a window of 300 seconds ends before the interval of 300: nobody would pass")]
    public async Task Check_NumbersThatMakeNoSense_AreRefused(long interval, long window, long lifetime, MflExceptionCode code, string text)
    {
        var failure = await Assert.ThrowsExactlyAsync<MflException>(() => _lab.CheckAsync("k", interval, window: window, lifetime: lifetime));

        Assert.AreEqual((long)code, failure.Number);
        Assert.AreEqual(text, failure.Message);
    }

    [TestMethod]
    public async Task Check_DatabaseDisabled_HoldsUpNobody()
    {
        _lab.Databases.SetEnabled("greylist-awl", false);

        Assert.AreEqual("0 -77 ", await _lab.CheckAsync("k", 300));
        _lab.Databases.SetEnabled("greylist-awl", true);
        Assert.IsNull(await _lab.FindAsync("greylist-awl", "k"));
    }

    [TestMethod]
    public async Task Check_StoreFails_SaysWhy()
    {
        _lab.Databases.Failure = new StateStoreException("/state/greylist-awl.sqlite: disk full", isTransient: true);

        var failure = await Assert.ThrowsExactlyAsync<MflException>(() => _lab.CheckAsync("k", 300));

        Assert.AreEqual((long)MflExceptionCode.DatabaseFailure, failure.Number);
        Assert.AreEqual("greylist_check: /state/greylist-awl.sqlite: disk full", failure.Message);
    }

    [TestMethod]
    public async Task Check_ManyAtOnce_PassEachSenderOnceForTheClient()
    {
        const int Senders = 20;
        const int Callers = 8;
        foreach (int seconds in new[] { 0, 300 })
        {
            _lab.At(seconds);
            var statuses = await Task.WhenAll(Enumerable.Range(0, Senders * Callers).Select(async i =>
            {
                await Task.Yield();
                var context = new FakeMflContext { Clock = _lab.Time };
                await _lab.Checks.CheckAsync(context, $"k{i % Senders}", 300, Client, passes: 1000);
                return context.Variables["greylist_status"].Text;
            }));
            Assert.AreEqual(Senders, statuses.Count(status => status == (seconds == 0 ? "new" : "passed")));
            Assert.AreEqual(Senders * (Callers - 1), statuses.Count(status => status == (seconds == 0 ? "early" : "known")));
        }

        var record = await _lab.FindAsync("greylist-awl", "awl:" + Client);
        Assert.IsTrue(CheckRecord.TryRead(record!.Value.Value.Span, out var client));
        Assert.AreEqual(Senders, client.Passes);
    }

    [TestMethod]
    [DataRow(-1, "0 seconds")]
    [DataRow(0, "0 seconds")]
    [DataRow(1, "1 second")]
    [DataRow(120, "120 seconds")]
    [DataRow(121, "3 minutes")]
    [DataRow(3600, "60 minutes")]
    [DataRow(7200, "120 minutes")]
    [DataRow(7201, "3 hours")]
    [DataRow(long.MaxValue, "2562047788015216 hours")]
    public void Wait_Seconds_AreRoundedUp(long seconds, string expected) => Assert.AreEqual(expected, CheckFunctions.Wait(seconds));
}
