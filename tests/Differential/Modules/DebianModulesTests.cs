using Postern.Testing.Language;

namespace Postern.Differential.Tests.Modules;

/// <summary>The modules of Debian's package compile where they lie, but for those that cases/modules.txt gives a reason for.</summary>
[TestClass]
public sealed class DebianModulesTests
{
    private const string Directory = "/usr/share/mailfromd/8.15";
    private const string Table = "modules.txt";

    [TestMethod]
    public async Task Modules_OfTheDebianPackage_CompileAsTheTableSays()
    {
        var names = System.IO.Directory.EnumerateFiles(Directory, "*.mfl").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ToArray();
        Assert.IsGreaterThan(20, names.Length);
        var found = new List<string>();
        foreach (string? name in names)
        {
            var run = new ScriptRun(DifferentialLab.Write($"require-{name}.mfl", $"require '{name}'\nprog envfrom do pass done\n"))
            {
                Mode = "lint",
                ModulePath = [Directory],
            };
            Assert.AreEqual(0, (await DifferentialLab.Reference.RunAsync(run)).ExitCode, $"{name}: the reference does not compile it");
            var result = DifferentialLab.Host.Compile(run);
            if (result.Program is null)
                found.Add($"{name}: {MissingNames.Describe(result.Diagnostics)}");
        }

        Assert.AreEqual("", ReasonTable.Compare(ReasonTable.Read(Table), found), $"cases/{Table} is wrong: - is not so, + is missing");
    }
}
