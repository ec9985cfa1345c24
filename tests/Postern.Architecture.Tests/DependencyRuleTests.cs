namespace Postern.Architecture;

[TestClass]
public sealed class DependencyRuleTests
{
    /// <summary>An assembly of the host may refer to those after it.</summary>
    private static readonly string[] Downwards = ["Daemon", "PluginLoading", "Configuration", "Mfl", "Milter"];

    private static readonly string[] ContractPackages = ["Microsoft.Extensions.Logging.Abstractions", "System.Composition.AttributedModel"];

    public static IEnumerable<object[]> HostFolders => Downwards.Select(folder => new object[] { folder });

    [TestMethod]
    public void Abstractions_References_AreTheContractPackagesAlone()
    {
        string[] packages = [.. SourceTree.Abstractions.References.Where(name => !IsFramework(name))];

        CollectionAssert.AreEquivalent(ContractPackages, packages, string.Join(' ', packages));
    }

    [TestMethod]
    public void Host_Folders_AreTheFiveLayers()
    {
        string[] folders = [.. SourceTree.ProjectFolders("Host").Select(folder => Path.GetFileName(folder))];

        CollectionAssert.AreEquivalent(Downwards, folders, "a new project of the host must find its place among the layers");
    }

    [TestMethod]
    [DynamicData(nameof(HostFolders))]
    public void Host_References_PointDownwards(string folder)
    {
        string[] allowed = [.. Downwards.SkipWhile(layer => layer != folder).Skip(1).Select(layer => SourceTree.Host(layer).Name), "Postern.Abstractions"];

        string[] others = [.. SourceTree.Host(folder).OwnReferences.Except(allowed, StringComparer.Ordinal)];

        Assert.IsEmpty(others, $"Host/{folder} refers to {string.Join(", ", others)}");
    }

    [TestMethod]
    [DynamicData(nameof(HostFolders))]
    public void Host_References_HoldNoPlugin(string folder)
    {
        string[] plugins = [.. SourceTree.Host(folder).References.Where(name => name.Contains(".Plugins.", StringComparison.Ordinal))];

        Assert.IsEmpty(plugins, $"Host/{folder} refers to {string.Join(", ", plugins)}");
    }

    [TestMethod]
    public void Plugin_References_HoldNothingOfOursButAbstractions()
    {
        string[] offenders =
        [
            .. SourceTree.Plugins
                .Where(plugin => !plugin.OwnReferences.SequenceEqual(["Postern.Abstractions"]))
                .Select(plugin => $"{plugin.Name} -> {string.Join(", ", plugin.OwnReferences)}"),
        ];

        Assert.IsEmpty(offenders, string.Join("; ", offenders));
    }

    [TestMethod]
    public void Tool_References_AreBelowTheDaemon()
    {
        string[] allowed = [.. Downwards.Skip(1).Select(layer => SourceTree.Host(layer).Name), "Postern.Abstractions"];

        string[] offenders =
        [
            .. SourceTree.Tools.Where(tool => tool.OwnReferences.Except(allowed, StringComparer.Ordinal).Any())
                .Select(tool => $"{tool.Name} -> {string.Join(", ", tool.OwnReferences)}"),
        ];

        Assert.IsEmpty(offenders, string.Join("; ", offenders));
        Assert.IsNotEmpty(SourceTree.Tools);
    }

    [TestMethod]
    public void Plugin_Projects_AreFound() => Assert.IsGreaterThanOrEqualTo(2, SourceTree.Plugins.Count);

    [TestMethod]
    public void Plugin_Output_HoldsNoCopyOfAContract()
    {
        string[] contracts = [.. ContractPackages.Append("Postern.Abstractions").Select(name => name + ".dll")];

        Assert.IsTrue(SourceTree.ProjectFolders("Plugins").Select(SourceTree.OutputFolder).All(Directory.Exists), "every plugin is built");
        string[] copies =
        [
            .. SourceTree.ProjectFolders("Plugins").Select(SourceTree.OutputFolder)
                .SelectMany(folder => contracts.Select(contract => Path.Combine(folder, contract)))
                .Where(File.Exists),
        ];

        Assert.IsEmpty(copies, string.Join("; ", copies));
    }

    [TestMethod]
    public void Mfl_Sockets_AreUnknown()
    {
        BuiltAssembly language = SourceTree.Host("Mfl");

        Assert.DoesNotContain("System.Net.Sockets", language.References);
        Assert.DoesNotContain("System.Net.Sockets", language.UsedNamespaces);
    }

    [TestMethod]
    public void Milter_Language_IsUnknown() =>
        Assert.IsEmpty(SourceTree.Host("Milter").UsedNamespaces.Where(space => space.StartsWith("Postern.Abstractions.Mfl", StringComparison.Ordinal)));

    private static bool IsFramework(string assembly) =>
        !ContractPackages.Contains(assembly) && (assembly.StartsWith("System.", StringComparison.Ordinal) || assembly == "netstandard");
}
