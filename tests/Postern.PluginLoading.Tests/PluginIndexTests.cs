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
