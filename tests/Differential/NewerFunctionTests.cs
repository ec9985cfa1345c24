namespace Postern.Differential.Tests;

/// <summary>Programs with functions that came after mailfromd 8.15: what they print stands beside them, made from the manual.</summary>
[TestClass]
public sealed class NewerFunctionTests
{
    private static readonly string Folder = Path.Combine(DifferentialLab.CasesDirectory, "newer");

    public static IEnumerable<object[]> Programs => Directory.EnumerateFiles(Folder, "*.mfl").Order(StringComparer.Ordinal).Select(static path => new object[] { Path.GetFileName(path) });

    [TestMethod]
    [DynamicData(nameof(Programs))]
    public async Task Program_PrintsWhatTheManualSays(string name)
    {
        var outcome = await DifferentialLab.Host.RunAsync(DifferentialCase.Read(Folder, name));

        Assert.AreEqual(await File.ReadAllTextAsync(Path.Combine(Folder, Path.ChangeExtension(name, ".out")), System.Text.Encoding.Latin1), outcome.Output + outcome.Errors);
    }
}
