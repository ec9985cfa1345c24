namespace Postern.Mfl.Tests.Syntax;

/// <summary>How deep a program may nest.</summary>
[TestClass]
public sealed class NestingLimitTests
{
    [TestMethod]
    [DataRow(300, false)]
    [DataRow(500, true)]
    public void Blocks_NestedDeeply_AreRefusedBeyondTheLimit(int depth, bool isRefused)
    {
        var run = ParserRun.Body(Repeat("if 1 ", depth) + "pass" + Repeat(" fi", depth));
        Assert.AreEqual(isRefused, run.Messages.Contains("nested too deeply: at most 400 levels", StringComparison.Ordinal), run.Messages);
    }

    [TestMethod]
    [DataRow(1900, false)]
    [DataRow(2100, true)]
    public void Operators_InARow_AreRefusedBeyondTheLimit(int count, bool isRefused)
    {
        var run = ParserRun.Body("echo 1" + Repeat(" + 1", count));
        Assert.AreEqual(isRefused, run.Messages.Contains("expression too long: at most 2000 operators", StringComparison.Ordinal), run.Messages);
    }

    [TestMethod]
    public void Include_OfItself_EndsAtTheLimit()
    {
        var run = new ParserRun("#include \"a\"\n", new Dictionary<string, string> { ["/cwd/a"] = "#include \"a\"\n", ["a"] = "#include \"a\"\n" });
        Assert.Contains("more than 64 nested #include statements", run.Messages);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
