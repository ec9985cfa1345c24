using System.Text;
using Postern.Testing.Servers;

namespace Postern.Mfl.Tests.Syntax;

/// <summary>What the printer prints of a program parses to the same program again.</summary>
[TestClass]
public sealed class RoundTripTests
{
    private const int LeastPrograms = 200;

    [TestMethod]
    public void Print_EveryDifferentialCase_ParsesToTheSame()
    {
        var modules = Directory.EnumerateFiles(Path.Combine(PosternExecutable.RepositoryRoot, "Host/Mfl/Modules"), "*.mfl")
            .ToDictionary(static file => "/mod/" + Path.GetFileName(file), File.ReadAllText);
        var different = new List<string>();
        int count = 0;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(PosternExecutable.RepositoryRoot, "tests/Differential/cases"), "*.mfl", SearchOption.AllDirectories))
        {
            var first = new ParserRun(File.ReadAllText(file, Encoding.Latin1), modules);
            if (first.Diagnostics.HasErrors)
                continue;
            count++;
            var second = new ParserRun(first.Printed, modules);
            if (second.Diagnostics.HasErrors || second.Printed != first.Printed)
                different.Add($"{file}: {second.Messages}");
        }

        Assert.AreEqual("", string.Join('\n', different));
        Assert.IsGreaterThan(LeastPrograms, count);
    }
}
