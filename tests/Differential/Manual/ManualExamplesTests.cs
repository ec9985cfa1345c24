using System.Collections.Concurrent;
using Postern.Testing.Language;

namespace Postern.Differential.Tests.Manual;

/// <summary>Each example of the manual's tutorial and language chapters that the reference accepts is accepted here, but for those that
/// cases/manual-examples.txt gives a reason for.</summary>
[TestClass]
public sealed class ManualExamplesTests
{
    private const string Table = "manual-examples.txt";
    private const string DebianModules = "/usr/share/mailfromd/8.15";
    private const int KeyLength = 8;

    /// <summary>Fewer accepted examples than this mean that they were not found.</summary>
    private const int LeastAccepted = 80;

    [TestMethod]
    public async Task Examples_ThatTheReferenceAccepts_AreAcceptedAsTheTableSays()
    {
        var examples = ManualSource.Examples().DistinctBy(static example => example.Key).ToArray();
        var accepted = new ConcurrentBag<(ManualExample Example, ScriptRun Run)>();
        await Parallel.ForEachAsync(examples, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (example, _) =>
        {
            if (await ManualProgram.MakeAsync(example, DifferentialLab.Write, DifferentialLab.Reference) is { } run)
                accepted.Add((example, run));
        });

        Assert.IsGreaterThanOrEqualTo(LeastAccepted, accepted.Count);
        var keys = accepted.Select(static item => item.Example.Key).ToHashSet(StringComparer.Ordinal);
        var written = ReasonTable.Read(Table).Where(line => keys.Contains(line[..KeyLength]));
        Assert.AreEqual("", ReasonTable.Compare(written, Refused(accepted)), $"cases/{Table} is wrong: - is not so, + is missing");
    }

    private static IEnumerable<string> Refused(IEnumerable<(ManualExample Example, ScriptRun Run)> accepted) =>
        from item in accepted
        let result = DifferentialLab.Host.Compile(item.Run with { ModulePath = [DebianModules] })
        where result.Program is null
        orderby item.Example.Node, item.Example.Key
        select $"{item.Example.Key} ({item.Example.Node}): {MissingNames.Describe(result.Diagnostics)}";
}
