using Postern.Abstractions.Configuration;
using Postern.Configuration;
using Postern.Daemon.Hosting;

namespace Postern.Tests.Hosting;

[TestClass]
public sealed class PluginStatementsTests
{
    private static readonly SourcePlace Place = new("f", 1, 1, 1, 1);

    private readonly ConfigurationProblems _problems = new();

    [TestMethod]
    public void Configure_BlockOfTwoPlugins_GivesEachItsStatements()
    {
        var first = new Reader("one");
        var second = new Reader("two");
        PluginStatements statements = Statements("one", "two", "three", "max-mfmods");

        statements.Configure(first);
        statements.Configure(second);
        statements.ReportUnread();

        Assert.AreEqual("one / two", $"{string.Join(' ', first.Read)} / {string.Join(' ', second.Read)}");
        Assert.AreEqual(
            "unknown keyword `three' in `runtime' | `max-mfmods' in `runtime' is a statement of the manual that is not built yet; remove it or comment it out",
            string.Join(" | ", _problems.Select(static problem => problem.Text)));
    }

    [TestMethod]
    public void Configure_BlockOfOnePlugin_GivesItAll()
    {
        var reader = new Reader();
        PluginStatements statements = Statements("one", "two");

        statements.Configure(reader);
        statements.ReportUnread();

        Assert.AreEqual("one two", string.Join(' ', reader.Read));
        Assert.IsEmpty(_problems);
    }

    [TestMethod]
    public void ReportUnread_BlockOfNobody_IsUnknown()
    {
        new PluginStatements([new ConfigurationStatement("nobody", [], [], Place)], _problems).ReportUnread();

        Assert.AreEqual("unknown keyword `nobody'", _problems.Single().Text);
    }

    private PluginStatements Statements(params string[] keywords) => new(
        [new ConfigurationStatement("runtime", [], [.. keywords.Select(static keyword => new ConfigurationStatement(keyword, [], null, Place))], Place)], _problems);

    private sealed class Reader(params string[] statements) : IConfigurationBlock
    {
        public string Keyword => "runtime";

        public IReadOnlyList<string>? Statements => statements.Length > 0 ? statements : null;

        public List<string> Read { get; } = [];

        public void Configure(ConfigurationStatement statement) => Read.AddRange(statement.Body!.Select(static item => item.Keyword));
    }
}
