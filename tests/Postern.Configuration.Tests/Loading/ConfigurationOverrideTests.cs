using Postern.Abstractions.Configuration;
using Postern.Configuration.Loading;
using Postern.Configuration.Syntax;

namespace Postern.Configuration.Tests.Loading;

[TestClass]
public sealed class ConfigurationOverrideTests
{
    private readonly ConfigurationProblems _problems = new();

    [TestMethod]
    [DataRow("pidfile=/run/x.pid", "", "pidfile", "/run/x.pid")]
    [DataRow(".pidfile=a=b.c", "", "pidfile", "a=b.c")]
    [DataRow("logging.tag=mx1.example", "logging", "tag", "mx1.example")]
    [DataRow("server=milter.listen=inet:1@h.example", "server", "listen", "inet:1@h.example")]
    public void Apply_NoSuchStatement_AddsIt(string setting, string block, string keyword, string value)
    {
        IReadOnlyList<ConfigurationStatement> statements = ConfigurationOverride.Apply(setting, [], _problems);

        ConfigurationStatement leaf = statements.Single();
        if (block.Length > 0)
        {
            Assert.AreEqual(block, leaf.Keyword);
            leaf = leaf.Body!.Single();
        }

        Assert.AreEqual(keyword, leaf.Keyword);
        Assert.AreEqual(value, leaf.Values.Single().Text);
        Assert.IsEmpty(_problems);
    }

    [TestMethod]
    public void Apply_ExistingBlock_AppendsToIt()
    {
        IReadOnlyList<ConfigurationStatement> before = ConfigurationParser.Parse(
            "f", "server milter { id a; } server callout { id b; }", _problems, new ConfigurationLimits());

        IReadOnlyList<ConfigurationStatement> after = ConfigurationOverride.Apply("server=milter.id=c", before, _problems);

        Assert.HasCount(2, after);
        CollectionAssert.AreEqual(new[] { "a", "c" }, after[0].Body!.Select(s => s.Values.Single().Text).ToArray());
    }

    [TestMethod]
    public void Apply_ListValue_GivesList()
    {
        ConfigurationStatement statement = ConfigurationOverride.Apply("f=(/a, /b)", [], _problems).Single();

        CollectionAssert.AreEqual(new[] { "/a", "/b" }, statement.Values.Single().List!.Select(v => v.Text).ToArray());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("pidfile")]
    [DataRow("=x")]
    [DataRow("logging.=x")]
    public void Apply_Malformed_IsReported(string setting)
    {
        Assert.IsEmpty(ConfigurationOverride.Apply(setting, [], _problems));
        Assert.AreEqual($"--set={setting}: expected PATH=VALUE, such as logging.tag=mx1", _problems.Single().ToString());
    }

    [TestMethod]
    public void Apply_UrlWithPassword_IsNotShown()
    {
        Assert.IsEmpty(ConfigurationOverride.Apply("mailer.=smtp://user:secret@h", [], _problems));

        Assert.AreEqual("--set=mailer.=smtp://...: expected PATH=VALUE, such as logging.tag=mx1", _problems.Single().ToString());
    }
}
