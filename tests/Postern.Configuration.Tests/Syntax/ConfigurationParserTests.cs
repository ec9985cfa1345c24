using Postern.Abstractions.Configuration;
using Postern.Configuration.Syntax;

namespace Postern.Configuration.Tests.Syntax;

[TestClass]
public sealed class ConfigurationParserTests
{
    [TestMethod]
    public void Statement_WordValue_KeepsTextAndPlace()
    {
        ConfigurationStatement statement = Parse("pidfile /var/run/x.pid;").Single();

        Assert.AreEqual("pidfile", statement.Keyword);
        Assert.AreEqual("/var/run/x.pid", statement.Values.Single().Text);
        Assert.AreEqual("f.conf:1.1-23", statement.Place.ToString());
    }

    [TestMethod]
    [DataRow("listen inet://10.10.10.1:3331;", "inet://10.10.10.1:3331")]
    [DataRow("listen inet:8025@[::1];", "inet:8025@[::1]")]
    [DataRow("file a#b;", "a#b")]
    [DataRow("tag \"two words\";", "two words")]
    [DataRow("tag \"a\\tb\\\"c\\\\\";", "a\tb\"c\\")]
    [DataRow("tag \"join\\\ned\";", "joined")]
    [DataRow("tag \"ab\" \"cd\";", "abcd")]
    [DataRow("tag <<EOT\nline 1\n  line 2\\t.\nEOT\n;", "line 1\n  line 2\t.\n")]
    [DataRow("tag <<-EOT\n\tline 1\n  line 2\n  EOT\n;", "line 1\nline 2\n")]
    [DataRow("tag <<\"EOT\"\na\\tb\nEOT\n;", "a\\tb\n")]
    public void Value_EachSpelling_GivesText(string source, string expected) =>
        Assert.AreEqual(expected, Parse(source).Single().Values.Single().Text);

    [TestMethod]
    public void Value_List_KeepsElements()
    {
        ConfigurationValue list = Parse("files (/a, \"b c\", (d), );").Single().Values.Single();

        CollectionAssert.AreEqual(new[] { "/a", "b c", "" }, list.List!.Select(v => v.Text).ToArray());
        Assert.AreEqual("d", list.List![2].List!.Single().Text);
    }

    [TestMethod]
    [DataRow("# one\n// two\n/* three\n // inside\n */ a 1; # end")]
    [DataRow("a /* between */ 1;;;")]
    [DataRow("a 1 // no new line\n;")]
    public void Comments_AnyKind_AreSkipped(string source) => Assert.AreEqual("1", Parse(source).Single().Values.Single().Text);

    [TestMethod]
    [DataRow("server milter { id x; acl { allow any; } }")]
    [DataRow("server milter { id x; acl { allow any; }; };")]
    public void Block_WithAndWithoutSemicolon_Nests(string source)
    {
        ConfigurationStatement server = Parse(source).Single();

        Assert.AreEqual("milter", server.Values.Single().Text);
        CollectionAssert.AreEqual(new[] { "id", "acl" }, server.Body!.Select(s => s.Keyword).ToArray());
        Assert.AreEqual("allow", server.Body![1].Body!.Single().Keyword);
    }

    [TestMethod]
    [DataRow("pidfile /a", "f.conf:1.11: expected a value, { or ; after `pidfile', found the end of the file")]
    [DataRow("}", "f.conf:1.1: unexpected `}': no block is open")]
    [DataRow("a {\n b 1;", "f.conf:1.3: the block that begins here is not closed; expected } before the end of the file")]
    [DataRow("a \"x;\n", "f.conf:1.3: the string that begins here is not closed; expected \" before the end of the file")]
    [DataRow("/* a", "f.conf:1.1: the comment that begins here is not closed; expected */ before the end of the file")]
    [DataRow("a 'b c';", "f.conf:1.3: unexpected `''; strings are quoted with \"")]
    [DataRow("a b,c;", "f.conf:1.4: expected a value, { or ; after `a', found `,'")]
    [DataRow("a (b c);", "f.conf:1.6: expected , or ) in the list, found `c'")]
    [DataRow("a (b", "f.conf:1.5: expected , or ) in the list, found the end of the file")]
    [DataRow("a (b {", "f.conf:1.6: expected , or ) in the list, found `{'")]
    [DataRow("\"a\" b;", "f.conf:1.1-3: expected a statement, found \"a\"")]
    [DataRow("a <<EOT\nb\n", "f.conf:1.3: the here-document that begins here is not closed; expected a line with only EOT")]
    [DataRow("a << ;\nb\n", "f.conf:1.3: expected the word that ends the here-document after <<")]
    [DataRow("a <<E b;\n", "f.conf:1.3: expected the end of the line after <<E")]
    [DataRow("a \0;", "f.conf:1.3: unexpected character \\x00; quote a string that holds it")]
    public void Parse_Mistake_SaysPlaceAndExpectation(string source, string expected)
    {
        var problems = new ConfigurationProblems();

        ConfigurationParser.Parse("f.conf", source, problems, new ConfigurationLimits());

        Assert.AreEqual(expected, problems[0].ToString());
        Assert.IsTrue(problems.HasErrors);
    }

    [TestMethod]
    public void Parse_SeveralMistakes_ReportsEachAndKeepsTheRest()
    {
        var problems = new ConfigurationProblems();

        IReadOnlyList<ConfigurationStatement> statements = ConfigurationParser.Parse(
            "f.conf", "a 'x';\nb 2;\nc , 3;\nd { , ; e 5; }\n", problems, new ConfigurationLimits());

        CollectionAssert.AreEqual(new[] { "b", "d" }, statements.Select(s => s.Keyword).ToArray());
        Assert.AreEqual("e", statements[1].Body!.Single().Keyword);
        CollectionAssert.AreEqual(new[] { 1, 3, 4 }, problems.Select(p => p.Place.Line).Distinct().ToArray());
    }

    [TestMethod]
    [DataRow("{", "a { ")]
    [DataRow("(", "(")]
    public void Parse_DeepNesting_IsRefusedOnce(string what, string unit)
    {
        var problems = new ConfigurationProblems();
        string source = "a " + string.Concat(Enumerable.Repeat(unit, 100_000));

        ConfigurationParser.Parse("f.conf", source, problems, new ConfigurationLimits());

        Assert.HasCount(1, problems);
        Assert.Contains(what == "{" ? "blocks nest deeper than 32" : "lists nest deeper than 32", problems[0].Text);
    }

    [TestMethod]
    public void Parse_TooManyStatements_IsRefused()
    {
        var problems = new ConfigurationProblems();

        ConfigurationParser.Parse("f.conf", "a 1; b 2; c 3;", problems, new ConfigurationLimits { Statements = 2 });

        Assert.AreEqual(
            "f.conf:1.11: more than 2 statements; this is taken for a mistake, the rest is not read", problems.Single().ToString());
    }

    [TestMethod]
    public void Parse_RandomBytes_NeverThrows()
    {
        var random = new Random(4711);
        const string Alphabet = "ab;{}(),\"'<<EOT\n/*#\\ \t\0\xff=-";
        for (int round = 0; round < 5000; round++)
        {
            string source = string.Concat(
                Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var problems = new ConfigurationProblems();

            IReadOnlyList<ConfigurationStatement> statements =
                ConfigurationParser.Parse("f.conf", source, problems, new ConfigurationLimits());

            Assert.IsTrue(statements.Count <= source.Length);
        }
    }

    private static IReadOnlyList<ConfigurationStatement> Parse(string source)
    {
        var problems = new ConfigurationProblems();
        IReadOnlyList<ConfigurationStatement> statements =
            ConfigurationParser.Parse("f.conf", source, problems, new ConfigurationLimits());
        Assert.IsEmpty(problems, string.Join('\n', problems));
        return statements;
    }
}
