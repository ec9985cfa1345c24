using Postern.Abstractions.Dns;
using Postern.Abstractions.Mfl;

namespace Postern.PluginLoading.Tests;

[TestClass]
public sealed class PluginHostTests
{
    [TestMethod]
    public async Task Load_GoodPlugin_IsListedWithItsExports()
    {
        using var stage = new PluginStage("Good");

        var (generation, _) = await stage.LoadAsync();

        var info = generation.Plugins.Single();
        Assert.AreEqual(
            ("Good", "0.1.0", stage.PathOf("Good"), PluginState.Active, "", "IMflModule:good 1.2"),
            (info.Name, info.Version, info.Path, info.State, info.Reason, info.Exports.Single()));
        CollectionAssert.AreEqual(new[] { stage.PathOf("Good") }, generation.ModuleDirectories.ToArray());
        Assert.IsEmpty(stage.Log.Lines);
    }

    [TestMethod]
    public async Task Load_GoodPlugin_GetsTheHostsServices()
    {
        using var stage = new PluginStage("Good");

        var (generation, _) = await stage.LoadAsync();

        var module = generation.GetExports<IMflModule>().Single();
        Assert.AreEqual(stage.PathOf("Good"), Call(module, "Directory"));
    }

    [TestMethod]
    public async Task Load_TwoVersionsOfOneLibrary_EachGetsItsOwn()
    {
        using var stage = new PluginStage("UsesLibraryV1", "UsesLibraryV2");

        var (generation, _) = await stage.LoadAsync();

        var versions = generation.GetExports<IMflModule>().Select(module => Call(module, "LibraryVersion")).ToArray();
        CollectionAssert.AreEqual(new[] { "1", "2" }, versions);
    }

    [TestMethod]
    public async Task Load_NeedOfAnotherPlugin_IsMetWhateverTheOrder()
    {
        using var stage = new PluginStage("NeedsResolver", "Resolver");

        var (generation, _) = await stage.LoadAsync();

        Assert.AreEqual("EmptyResolver", Call(generation.GetExports<IMflModule>().Single(), "ResolverName"));
        Assert.HasCount(1, generation.GetExports<IDnsResolver>());
    }

    [TestMethod]
    public async Task Load_ImportOfAllThatThereIs_WaitsForThePluginsThatExportIt()
    {
        using var stage = new PluginStage("CountsStores", "ZoneAndTables", "Resolver");

        var (generation, _) = await stage.LoadAsync();

        IMflModule counting = generation.GetExports<IMflModule>().Single(static module => module.GetType().FullName == "CountsStores.Module");
        Assert.AreEqual("sqlite", Call(counting, "StoreNames"));
    }

    [TestMethod]
    [DataRow("NeedsResolver")]
    [DataRow("NeedsResolver", "Resolver")]
    [DataRow("NeedsResolver", "ZoneAndTables")]
    public async Task Load_ContractThatTheHostAnswers_TakesThePlaceOfAnyPlugins(params string[] fixtures)
    {
        using var stage = new PluginStage(fixtures) { Replacements = new() { [typeof(IDnsResolver)] = [new HostResolver()] } };

        var (generation, _) = await stage.LoadAsync();

        Assert.IsTrue(generation.Plugins.All(static plugin => plugin.State == PluginState.Active), string.Join(' ', stage.Log.Lines));
        IMflModule needing = generation.GetExports<IMflModule>().Single(static module => module.GetType().FullName == "NeedsResolver.Module");
        Assert.AreEqual("HostResolver", Call(needing, "ResolverName"));
        Assert.IsEmpty(generation.GetExports<IDnsResolver>());
    }

    [TestMethod]
    public async Task Load_NoDirectory_FindsNothing()
    {
        using var stage = new PluginStage();

        var (generation, _) = await stage.LoadAsync();

        Assert.IsEmpty(generation.Plugins);
        Assert.IsEmpty(stage.Log.Lines);
    }

    [TestMethod]
    public async Task Service_LoadAndRetire_StartsStopsAndIsDisposed()
    {
        using var stage = new PluginStage("Service");

        var (generation, _) = await stage.LoadAsync();
        generation.Retire();
        await generation.Unloaded;

        Assert.AreEqual("start stop dispose ", await File.ReadAllTextAsync(Path.Combine(stage.StateDirectory, "service.log")));
    }

    private static string Call(IMflModule module, string method) => (string)module.GetType().GetMethod(method)!.Invoke(module, null)!;

    private sealed class HostResolver : IDnsResolver
    {
        public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new DnsAnswer(DnsStatus.NoData, [], IsAuthentic: false));
    }
}
