namespace Postern.PluginLoading.Tests;

[TestClass]
public sealed class PluginIndexTests
{
    [TestMethod]
    public async Task TryRead_Plugins_ListsTheFunctionsThatLoadingFinds()
    {
        using var stage = new PluginStage("Good", "UsesLibraryV1", "UsesLibraryV2");

        var index = PluginIndex.TryRead([stage.PluginDirectory]);

        var (_, functions) = await stage.LoadAsync();
        Assert.IsNotNull(index);
        CollectionAssert.AreEqual(new[] { "Good", "UsesLibraryV1", "UsesLibraryV2" }, index.Select(entry => entry.Name).ToArray());
        CollectionAssert.AreEquivalent(
            functions.Functions.Select(function => (function.Origin, function.Name)).ToArray(),
            index.SelectMany(entry => entry.Functions.Select(function => (entry.Name, function))).ToArray());
    }

    [TestMethod]
    public void TryRead_DamagedAssembly_IsNothing()
    {
        using var stage = new PluginStage("Good");
        File.WriteAllText(Path.Combine(stage.PathOf("Good"), "Good.dll"), "MZ, but no more");

        Assert.IsNull(PluginIndex.TryRead([stage.PluginDirectory]));
    }

    [TestMethod]
    public void TryRead_FolderWithoutAssembly_IsNothing()
    {
        using var stage = new PluginStage("Good");
        Directory.CreateDirectory(stage.PathOf("Empty"));

        Assert.IsNull(PluginIndex.TryRead([stage.PluginDirectory]));
    }

    [TestMethod]
    public void TryRead_Exports_AreListedWithTheirNeeds()
    {
        using var stage = new PluginStage("Dependent", "NeedsResolver", "Resolver", "Service");

        var index = PluginIndex.TryRead([stage.PluginDirectory]);

        Assert.IsNotNull(index);
        Assert.AreEqual("IHostedPlugin IHostedPlugin:dependent", string.Join(' ', index[0].Exports));
        Assert.AreEqual("IHostedPlugin:recording IHostEnvironment", string.Join(' ', index[0].Needs));
        Assert.AreEqual("IDnsResolver IDnsResolver", string.Join(' ', index[1].Needs));
        Assert.AreEqual("IDnsResolver IDnsResolver:empty", string.Join(' ', index[2].Exports));
    }

    [TestMethod]
    [DataRow("NeedsResolver", "NeedsResolver Resolver")]
    [DataRow("Dependent", "Dependent Service")]
    [DataRow("Good", "Good")]
    [DataRow("Good Resolver NeedsResolver", "Good NeedsResolver Resolver")]
    [DataRow("", "")]
    public void AddNeeded_Plugins_BringsWhatTheyNeedAlone(string plugins, string expected)
    {
        using var stage = new PluginStage("Dependent", "Good", "NeedsResolver", "Resolver", "Service");
        var needed = plugins.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

        PluginIndex.AddNeeded(PluginIndex.TryRead([stage.PluginDirectory])!, needed);

        Assert.AreEqual(expected, string.Join(' ', needed.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public void AddNeeded_ChainAndCircle_EndsWithAll()
    {
        PluginIndexEntry[] index = [Entry("A", "IA", "IB"), Entry("B", "IB", "IC"), Entry("C", "IC", "IA"), Entry("D", "ID", "IA")];
        var needed = new HashSet<string>(["A"], StringComparer.Ordinal);

        PluginIndex.AddNeeded(index, needed);

        Assert.AreEqual("A B C", string.Join(' ', needed.Order(StringComparer.Ordinal)));

        static PluginIndexEntry Entry(string name, string exports, string needs) => new(name, name, [], [exports], [needs]);
    }

    [TestMethod]
    public async Task Load_Only_LoadsTheOthersNot()
    {
        using var stage = new PluginStage("Good", "ThrowingConstructor");
        var host = new PluginHost(
            new PluginHostOptions
            {
                Directories = [stage.PluginDirectory],
                StateDirectory = stage.StateDirectory,
                Only = new HashSet<string>(["Good"], StringComparer.Ordinal),
            },
            stage.Log,
            TimeProvider.System);

        var generation = await host.LoadAsync(static _ => [], CancellationToken.None);

        Assert.AreEqual("Good", generation.Plugins.Single().Name);
        Assert.IsEmpty(stage.Log.LinesAt(Microsoft.Extensions.Logging.LogLevel.Error));
    }
}
