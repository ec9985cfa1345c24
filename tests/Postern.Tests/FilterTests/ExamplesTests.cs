using System.Text.RegularExpressions;
using Postern.Testing.Servers;

namespace Postern.Tests.FilterTests;

/// <summary>The worked examples: they pass, and docs/filter-tests.md shows them as they are.</summary>
[TestClass]
public sealed class ExamplesTests : IDisposable
{
    private readonly TestLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Run_Examples_Pass()
    {
        (int code, string output) = await _lab.RunAsync(Path.Combine(PosternExecutable.RepositoryRoot, "examples/tests"));

        StringAssert.EndsWith(output, "\n16 passed, 0 failed\n", StringComparison.Ordinal);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public async Task Page_ShowsTheFilesAsTheyAre()
    {
        string root = PosternExecutable.RepositoryRoot;
        string page = await File.ReadAllTextAsync(Path.Combine(root, "docs/filter-tests.md"));

        MatchCollection blocks = Regex.Matches(page, @"`(?<file>examples/[^`]*)`:\n\n```\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture);

        Assert.AreEqual(9, blocks.Count, "five tests, and the four filters that the tour does not show");
        foreach (Match block in blocks)
            Assert.AreEqual(await File.ReadAllTextAsync(Path.Combine(root, block.Groups["file"].Value)), block.Groups["text"].Value, block.Groups["file"].Value);
    }
}
