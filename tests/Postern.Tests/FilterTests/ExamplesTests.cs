using System.Text.RegularExpressions;
using Postern.Testing.Servers;

namespace Postern.Tests.FilterTests;

/// <summary>The worked examples: they pass, and the pages show them as they are.</summary>
[TestClass]
public sealed class ExamplesTests : IDisposable
{
    private readonly TestLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Run_Examples_Pass()
    {
        (int code, string output) = await _lab.RunAsync(Path.Combine(PosternExecutable.RepositoryRoot, "examples/tests"));

        StringAssert.EndsWith(output, "\n37 passed, 0 failed\n", StringComparison.Ordinal);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    [DataRow("filter-tests.md", 11, DisplayName = "six tests, and the five filters that the tour does not show")]
    [DataRow("mail-changes.md", 2, DisplayName = "a filter and its test")]
    public async Task Page_ShowsTheFilesAsTheyAre(string name, int count)
    {
        string root = PosternExecutable.RepositoryRoot;
        string page = await File.ReadAllTextAsync(Path.Combine(root, "docs", name));

        MatchCollection blocks = Regex.Matches(page, @"`(?<file>examples/[^`]*)`:\n\n```\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture);

        Assert.AreEqual(count, blocks.Count);
        foreach (Match block in blocks)
            Assert.AreEqual(await File.ReadAllTextAsync(Path.Combine(root, block.Groups["file"].Value)), block.Groups["text"].Value, block.Groups["file"].Value);
    }
}
