using Postern.Abstractions.Mfl;

namespace Postern.PluginLoading.Tests;

[TestClass]
public sealed class ReloadTests
{
    [TestMethod]
    public async Task Retire_LeaseOut_StaysLoadedUntilReturned()
    {
        using var stage = new PluginStage("Service");
        var (generation, _) = await stage.LoadAsync();
        Assert.IsTrue(generation.TryAcquire(out var lease));

        generation.Retire();
        Assert.AreEqual("start ", await ReadRecordAsync(stage));

        lease.Dispose();
        await generation.Unloaded;
        Assert.AreEqual("start stop dispose ", await ReadRecordAsync(stage));
        Assert.IsFalse(generation.TryAcquire(out _));
    }

    [TestMethod]
    public async Task Retire_DependentPlugin_GoesBeforeTheOneItNeeds()
    {
        using var stage = new PluginStage("Dependent", "Service");
        var (generation, _) = await stage.LoadAsync();

        generation.Retire();
        await generation.Unloaded;

        Assert.AreEqual("start dependent-start dependent-stop stop dispose ", await ReadRecordAsync(stage));
    }

    [TestMethod]
    public async Task Load_FileReplacedMeanwhile_TakesTheNewOne()
    {
        using var stage = new PluginStage();
        stage.Add("UsesLibraryV1", "UsesLibraryV2");
        File.Move(Path.Combine(stage.PathOf("UsesLibraryV2"), "UsesLibraryV1.dll"), Path.Combine(stage.PathOf("UsesLibraryV2"), "UsesLibraryV2.dll"));
        var (old, _) = await stage.LoadAsync();

        stage.Add("UsesLibraryV2");
        var (fresh, functions) = await stage.LoadAsync();

        Assert.IsTrue(functions.TryFind("library_version_v2", out _));
        Assert.AreEqual("uses-library-v1", old.GetExports(typeof(IMflModule)).Single().Name);
        Assert.AreEqual(2, fresh.Number);
    }

    [TestMethod]
    public async Task Reload_ThousandTimes_OldContextsAreGoneAndMemoryIsFlat()
    {
        using var stage = new PluginStage("Good", "Resolver", "NeedsResolver");
        await ReloadAsync(stage, 50);
        var before = Settle(stage);

        await ReloadAsync(stage, 950);

        var after = Settle(stage);
        Assert.IsEmpty(stage.Host.CollectUnloaded());
        Assert.IsLessThan(before + (4L << 20), after, $"managed memory grew from {before} to {after} bytes");
    }

    [TestMethod]
    public async Task Unload_LeakingPlugin_IsNamed()
    {
        using var stage = new PluginStage("Good", "Leaking");
        await ReloadAsync(stage, 1);
        Settle(stage);

        CollectionAssert.AreEqual(new[] { "Leaking" }, stage.Host.CollectUnloaded().ToArray());
    }

    private static async Task ReloadAsync(PluginStage stage, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var (generation, _) = await stage.LoadAsync();
            generation.Retire();
            await generation.Unloaded;
        }
    }

    private static long Settle(PluginStage stage)
    {
        for (var attempt = 0; attempt < 10 && stage.Host.CollectUnloaded().Count > 0; attempt++)
            GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static Task<string> ReadRecordAsync(PluginStage stage) => File.ReadAllTextAsync(Path.Combine(stage.StateDirectory, "service.log"));
}
