using System.Xml.Linq;
using System.Xml.Schema;
using Postern.Testing.Servers;

namespace Postern.Tests.FilterTests;

[TestClass]
public sealed class JUnitReportTests : IDisposable
{
    private readonly TestLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Write_EveryOutcome_IsValidAndCounted()
    {
        XDocument document = await WriteAsync(
            "prog envfrom do if $1 = \"<bad>\" reject fi done\n",
            "test \"good\"\n  expect reply accept\ntest \"bad\"\n  from bad\n  expect log \"\\x01\\x1b[31mred\\xff <&>\"\n",
            ("broken.test", "filter wrong.mfl\ntest \"broken\"\n  expect reply accept\n"),
            ("mistaken.test", "expekt\n"));

        XElement[] suites = [.. document.Root!.Elements("testsuite")];
        CollectionAssert.AreEqual(
            new[] { "2/1/0", "1/0/1", "1/0/1" },
            suites.Select(static suite => $"{(string?)suite.Attribute("tests")}/{(string?)suite.Attribute("failures")}/{(string?)suite.Attribute("errors")}").ToArray());
        XElement failure = document.Descendants("failure").Single();
        StringAssert.EndsWith(failure.Attribute("message")!.Value, "t.test:6: expect log \"\\x01\\x1b[31mred\\xff <&>\"", StringComparison.Ordinal);
        StringAssert.Contains(failure.Value, "contains \"\\x01\\x1b[31mred\u00ff <&>\"\n", StringComparison.Ordinal);
        string[] errors = [.. document.Descendants("error").Select(static error => error.Attribute("message")!.Value)];
        StringAssert.EndsWith(errors[0], "wrong.mfl cannot be used", StringComparison.Ordinal);
        StringAssert.EndsWith(errors[1], "mistaken.test:1: the statement `expekt' is unknown; did you mean `expect'?", StringComparison.Ordinal);
    }

    private async Task<XDocument> WriteAsync(string filter, string tests, params (string Name, string Text)[] others)
    {
        _lab.Write("wrong.mfl", "prog nothing\n");
        string file = Path.Combine(_lab.Path, "out.xml");
        await _lab.RunFilterAsync(filter, tests, [.. others.Select(other => _lab.Write(other.Name, other.Text)), "--junit", file]);
        var schemas = new XmlSchemaSet();
        schemas.Add("", Path.Combine(PosternExecutable.RepositoryRoot, "tests/Postern.Tests/FilterTests/junit.xsd"));
        XDocument document = XDocument.Load(file, LoadOptions.PreserveWhitespace);
        document.Validate(schemas, static (_, problem) => Assert.Fail(problem.Message));
        return document;
    }
}
