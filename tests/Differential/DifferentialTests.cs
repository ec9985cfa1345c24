using System.Reflection;

[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]

namespace Postern.Differential.Tests;

/// <summary>Every program under cases/ runs here and on mailfromd 8.15; output, exit code and diagnosed lines must agree.</summary>
[TestClass]
public sealed class DifferentialTests
{
    private const string Reference = "/usr/sbin/mailfromd";

    private static readonly string CasesDirectory = Metadata("CasesDirectory");

    private static readonly IReadOnlyDictionary<string, string> Differences = DeliberateDifferences.Read(CasesDirectory);

    public static IEnumerable<object[]> Cases => DifferentialCase.All(CasesDirectory).Select(item => new object[] { item.Name });

    private static string Host =>
        Path.Combine(Environment.GetEnvironmentVariable("POSTERN_OUT") ?? Path.Combine(Metadata("RepositoryRoot"), "out"), "bin", "postern");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task Program_HereAndOnTheReference_Agrees(string name)
    {
        var program = DifferentialCase.All(CasesDirectory).Single(item => item.Name == name);
        var state = Directory.CreateTempSubdirectory("postern-differential-");
        try
        {
            string[] options = ["--no-config", "--stderr", .. program.Mode == "lint" ? [] : new[] { $"--state-directory={state.FullName}" }];
            var expected = Describe(await ProgramOutcome.RunAsync(Reference, [.. options, .. program.CommandLine]), program.Path);
            var actual = Describe(await ProgramOutcome.RunAsync(Host, [.. options, .. program.CommandLine]), program.Path);

            if (Differences.TryGetValue(name, out var reason))
                Assert.AreNotEqual(expected, actual, $"{name} is listed as a difference ({reason}), but the two agree");
            else
                Assert.AreEqual(expected, actual, name);
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Differences_EveryOne_NamesACase()
    {
        var names = DifferentialCase.All(CasesDirectory).Select(item => item.Name).ToHashSet(StringComparer.Ordinal);

        Assert.AreEqual("", string.Join(' ', Differences.Keys.Where(name => !names.Contains(name))));
    }

    private static string Describe(ProgramOutcome outcome, string path) =>
        $"exit code {outcome.ExitCode}\n{outcome.Output}{string.Join('\n', DiagnosedLine.Read(outcome.Errors, path))}";

    private static string Metadata(string key) =>
        typeof(DifferentialTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
