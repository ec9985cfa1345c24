using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Rate.Tests;

[TestClass]
public sealed class TopTalkersFunctionTests
{
    private readonly RateLab _lab = new();

    [TestMethod]
    public async Task List_Rates_AreTheHighestFirst()
    {
        await _lab.PutAsync("rate", "slow", Records.Rate(-10, 10, 1));
        await _lab.PutAsync("rate", "b", Records.Rate(0, 20, 20));
        await _lab.PutAsync("rate", "a", Records.Rate(0, 20, 20));
        await _lab.PutAsync("rate", "fast", Records.Rate(0, 10, 50));
        await _lab.PutAsync("rate", "damaged", new byte[5]);

        Assert.AreEqual("18000 fast\n3600 a\n3600 b", await _lab.Talkers.List(_lab.Context, 3));
        Assert.AreEqual("300 fast\n60 a\n60 b\n3 slow", await _lab.Talkers.List(_lab.Context, 10, interval: 60));
    }

    [TestMethod]
    public async Task List_Windows_AreConvertedToTheInterval()
    {
        await _lab.Windows.Rate(_lab.Context, "a", 60, 5);
        await _lab.Windows.Rate(_lab.Context, "b", 3600, 60);

        Assert.AreEqual("300 a\n60 b", await _lab.Talkers.List(_lab.Context, 3, "window"));
    }

    [TestMethod]
    public async Task List_Distinct_AreTheNumbersOfValues()
    {
        await _lab.Distinct.Count(_lab.Context, "a", "x", 60);
        await _lab.Distinct.Count(_lab.Context, "b", "x", 60);
        await _lab.Distinct.Count(_lab.Context, "b", "y", 60);

        Assert.AreEqual("2 b\n1 a", await _lab.Talkers.List(_lab.Context, 3, "distinct"));
    }

    [TestMethod]
    public async Task List_KeyWithControlBytes_IsOneLine()
    {
        await _lab.Windows.Rate(_lab.Context, "a\n999999 b\x7f", 60, 1);

        Assert.AreEqual("60 a?999999 b?", await _lab.Talkers.List(_lab.Context, 3, "window"));
    }

    [TestMethod]
    public async Task List_EmptyDatabase_IsEmpty() => Assert.AreEqual("", await _lab.Talkers.List(_lab.Context, 3));

    [TestMethod]
    [DataRow(0, "rate", 60, MflExceptionCode.Range, "top_talkers: from 1 to 1000 keys can be listed, not 0")]
    [DataRow(1001, "rate", 60, MflExceptionCode.Range, "top_talkers: from 1 to 1000 keys can be listed, not 1001")]
    [DataRow(1, "rate", 0, MflExceptionCode.Range, "top_talkers: the interval must be from 1 to 3162240000 seconds, not 0")]
    [DataRow(1, "tbf", 60, MflExceptionCode.NotFound, "top_talkers: tbf: only the databases rate, window and distinct have such keys")]
    public async Task List_WrongArgument_IsRefused(int count, string database, int interval, MflExceptionCode code, string text)
    {
        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await _lab.Talkers.List(_lab.Context, count, database, interval));

        Assert.AreEqual((long)code, error.Number);
        Assert.AreEqual(text, error.Message);
    }

    [TestMethod]
    public async Task List_DisabledDatabase_IsEmpty()
    {
        await _lab.PutAsync("rate", "a", Records.Rate(0, 20, 20));
        _lab.Databases.SetEnabled("rate", false);

        Assert.AreEqual("", await _lab.Talkers.List(_lab.Context, 1));
    }

    [TestMethod]
    public async Task List_StoreFails_IsADatabaseFailureWithItsReason()
    {
        _lab.Databases.Failure = new StateStoreException("rates.sqlite: disk I/O error", isTransient: true);

        var error = await Assert.ThrowsExactlyAsync<MflException>(async () => await _lab.Talkers.List(_lab.Context, 1));

        Assert.AreEqual((long)MflExceptionCode.DatabaseFailure, error.Number);
        Assert.AreEqual("top_talkers: rates.sqlite: disk I/O error", error.Message);
    }
}
