[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace Postern.Differential.Tests;

/// <summary>Every program under cases/ runs here and on mailfromd 8.15; output, exit code and diagnosed lines must agree.</summary>
[TestClass]
public sealed class DifferentialTests
{
    private const int LeastCases = 400;

    private static readonly IReadOnlyDictionary<string, string> Differences = DeliberateDifferences.Read(DifferentialLab.CasesDirectory);

    public static IEnumerable<object[]> Cases => DifferentialCase.Names(DifferentialLab.CasesDirectory).Select(static name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task Program_HereAndOnTheReference_Agrees(string name)
    {
        var program = DifferentialCase.Read(DifferentialLab.ReadableCases, name);

        var expected = (await DifferentialLab.Reference.RunAsync(program)).Describe(program.Path);
        var actual = (await DifferentialLab.Host.RunAsync(program)).Describe(program.Path);

        if (Differences.TryGetValue(name, out var reason))
            Assert.AreNotEqual(expected, actual, $"{name} is listed as a difference ({reason}), but the two agree");
        else
            Assert.AreEqual(expected, actual, name);
    }

    [TestMethod]
    public void Cases_Count_IsNotBelowWhatWasPromised() =>
        Assert.IsGreaterThanOrEqualTo(LeastCases, DifferentialCase.Names(DifferentialLab.CasesDirectory).Count());

    [TestMethod]
    public void Differences_EveryOne_NamesACase()
    {
        var names = DifferentialCase.Names(DifferentialLab.CasesDirectory).ToHashSet(StringComparer.Ordinal);

        Assert.AreEqual("", string.Join(' ', Differences.Keys.Where(name => !names.Contains(name))));
    }
}
