using Postern.Abstractions.Mfl;
using Postern.Abstractions.Storage;

namespace Postern.Plugins.Greylist.Tests;

[TestClass]
public sealed class ReleaseFunctionsTests
{
    [TestMethod]
    [DataRow(GreylistAlgorithm.Traditional)]
    [DataRow(GreylistAlgorithm.ConTassios)]
    public async Task Release_WhoWaits_PassesAtOnce(GreylistAlgorithm algorithm)
    {
        var lab = new GreylistLab(algorithm);
        await lab.GreylistAsync("k", 3600);
        await lab.GreylistAsync("other", 3600);

        Assert.IsTrue(await lab.At(10).ReleaseAsync("k"));

        Assert.AreEqual("0 -77", await lab.GreylistAsync("k", 3600));
        Assert.AreEqual("1 3590", await lab.GreylistAsync("other", 3600));
        Assert.IsFalse(await lab.ReleaseAsync("k"));
    }

    [TestMethod]
    public async Task Release_ConTassios_LivesAsLongAsIfItHadWaited()
    {
        var lab = new GreylistLab(GreylistAlgorithm.ConTassios);
        await lab.GreylistAsync("k", 3600);
        await lab.At(10).ReleaseAsync("k");

        Assert.AreEqual("0 -77", await lab.At(10 + 86400).GreylistAsync("k", 3600));
        Assert.AreEqual("1 3600", await lab.At(10 + 86401).GreylistAsync("k", 3600));
    }

    [TestMethod]
    public async Task Release_WhoWaitsForACheck_PassesAtOnceWithinANewWindow()
    {
        var lab = new GreylistLab();
        await lab.CheckAsync("k", 300, window: 1000);

        Assert.IsTrue(await lab.At(100).ReleaseAsync("k"));
        Assert.IsFalse(await lab.ReleaseAsync("k"));

        Assert.AreEqual("0 -77 passed", await lab.At(1099).CheckAsync("k", 300, window: 1000));
        Assert.IsFalse(await lab.ReleaseAsync("k"));
    }

    [TestMethod]
    public async Task Release_WhoCameTooLateForACheck_PassesAtOnce()
    {
        var lab = new GreylistLab();
        await lab.CheckAsync("k", 300, window: 1000);

        Assert.IsTrue(await lab.At(1500).ReleaseAsync("k"));

        Assert.AreEqual("0 -77 passed", await lab.CheckAsync("k", 300, window: 1000));
    }

    [TestMethod]
    [DataRow(GreylistAlgorithm.Traditional)]
    [DataRow(GreylistAlgorithm.ConTassios)]
    public async Task Release_Nobody_IsFalseAndWritesNothing(GreylistAlgorithm algorithm)
    {
        var lab = new GreylistLab(algorithm);
        await lab.PutAsync("greylist", "damaged", [1, 2, 3]);
        await lab.PutAsync("greylist-awl", "damaged", [1, 2, 3]);
        lab.Databases.SetEnabled("greylist-awl", false);

        Assert.IsFalse(await lab.ReleaseAsync("k"));
        Assert.IsFalse(await lab.ReleaseAsync("damaged"));

        Assert.IsNull(await lab.FindAsync("greylist", "k"));
        Assert.IsNull(await lab.FindAsync("greylist-awl", "k"));
    }

    [TestMethod]
    public async Task Release_StoreFails_SaysWhy()
    {
        var lab = new GreylistLab();
        lab.Databases.Failure = new StateStoreException("/state/greylist.sqlite: disk full", isTransient: true);

        var failure = await Assert.ThrowsExactlyAsync<MflException>(() => lab.ReleaseAsync("k"));

        Assert.AreEqual((long)MflExceptionCode.DatabaseFailure, failure.Number);
        Assert.AreEqual("greylist_release: /state/greylist.sqlite: disk full", failure.Message);
    }
}
