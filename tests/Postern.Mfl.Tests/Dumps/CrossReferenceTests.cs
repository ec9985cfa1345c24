using Postern.Mfl.Tests.Runtime;

namespace Postern.Mfl.Tests.Dumps;

[TestClass]
public sealed class CrossReferenceTests
{
    [TestMethod]
    public void WriteCrossReference_Variables_NamesTheirLines()
    {
        string[] lines = Dump("number n\nprog helo do\n set n 1\n echo n\n echo \"%n\"\ndone\n");

        CollectionAssert.AreEqual(new[] { "Cross-references:", "-----------------" }, lines[..2]);
        Assert.AreEqual("n                                number N F:1, F:3, F:4, F:4, F:5", lines.Single(static line => line.StartsWith("n ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void WriteCrossReference_VariableOnlyDeclared_IsLeftOut() =>
        Assert.IsEmpty(Dump("number unused 1\nprog helo do pass done\n").Where(static line => line.StartsWith("unused", StringComparison.Ordinal)));

    [TestMethod]
    public void WriteCrossReference_VariableOfTheHost_ShowsUnused() =>
        Assert.HasCount(1, Dump("prog helo do pass done\n").Where(static line => line.StartsWith("rcpt_count  ", StringComparison.Ordinal)));

    [TestMethod]
    public void WriteCrossReference_ShadowedByAnAutomaticVariable_CountsTheShadow()
    {
        string line = Dump("number n\nprog helo do\n set n 1\n number n 2\n echo n\ndone\n").Single(static text => text.StartsWith("n ", StringComparison.Ordinal));

        Assert.EndsWith("F:1, F:3, F:4", line);
    }

    private static string[] Dump(string source)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ProgramRun.Program(source).WriteCrossReference(output);
        return [.. output.ToString().Split('\n').Select(static line => System.Text.RegularExpressions.Regex.Replace(line, "(number|string) [0-9]+", "$1 N"))];
    }
}
