using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Postern.Mfl;
using Postern.Testing.Servers;

namespace Postern.Tests.Editors;

[TestClass]
public sealed class VisualStudioCodeTests
{
    private static readonly string Folder = Path.Combine(PosternExecutable.RepositoryRoot, "editors/vscode");

    private readonly TextMateGrammar _grammar = new(File.ReadAllText(Path.Combine(Folder, "syntaxes/mfl.tmLanguage.json")));

    [TestMethod]
    [DataRow("package.json")]
    [DataRow("language-configuration.json")]
    public void File_Json_CanBeReadAndNamesFilesThatAre(string file)
    {
        JsonNode content = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!;

        foreach (string named in Regex.Matches(content.ToJsonString(), "\"(\\./[^\"]+)\"").Select(static match => match.Groups[1].Value))
            Assert.IsTrue(File.Exists(Path.Combine(Folder, named)), $"{file} names {named}");
    }

    [TestMethod]
    public void Grammar_Expressions_AllCompile()
    {
        Assert.IsNotEmpty(_grammar.Expressions);
        foreach (string expression in _grammar.Expressions)
            Assert.IsNotNull(new Regex(expression, RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [TestMethod]
    public void Grammar_Words_AreThoseOfTheCompiler()
    {
        foreach (string keyword in MflVocabulary.Keywords)
            StringAssert.Matches(ScopeOf(keyword, keyword), new Regex("^(keyword|storage)\\."), keyword);
        foreach (string handler in MflVocabulary.Handlers)
            Assert.AreEqual("entity.name.function.handler.mfl", ScopeOf($"prog {handler}", handler));
        foreach (string exception in MflVocabulary.Exceptions)
            Assert.AreEqual("constant.language.mfl", ScopeOf(exception, exception));
    }

    [TestMethod]
    [DataRow("func twice(string s)", "twice", "entity.name.function.mfl")]
    [DataRow("string name \"x\"", "name", "variable.other.mfl")]
    [DataRow("const MAX 5", "MAX", "constant.other.mfl")]
    [DataRow("const do", "do", "keyword.control.mfl")]
    [DataRow("echo 'a # b'", "# b", "string.quoted.single.mfl")]
    [DataRow("echo 'a\\' . 5", "5", "constant.numeric.mfl")]
    [DataRow("echo \"a \\\" %who\"", "%who", "variable.other.mfl")]
    [DataRow("echo \"a \\\" b\" . 5", "5", "constant.numeric.mfl")]
    [DataRow("echo \"100%% x\"", "%%", "constant.character.escape.mfl")]
    [DataRow("set n $# + 1", "1", "constant.numeric.mfl")]
    [DataRow("set n ${mail_addr}", "{mail", "variable.language.mfl")]
    [DataRow("set n 5 # done", "done", "comment.line.number-sign.mfl")]
    [DataRow("set n /* a\nb */ 5", "b", "comment.block.mfl")]
    [DataRow("set n /* a\nb */ 5", "5", "constant.numeric.mfl")]
    [DataRow("#pragma regex", "#pragma", "keyword.control.directive.mfl")]
    [DataRow("#pragmas", "pragmas", "comment.line.number-sign.mfl")]
    [DataRow("echo <<EOT\n do %x\nEOT\nset n 5", "do", "string.unquoted.heredoc.mfl")]
    [DataRow("echo <<EOT\n do %x\nEOT\nset n 5", "%x", "variable.other.mfl")]
    [DataRow("echo <<EOT\n do %x\nEOT\nset n 5", "5", "constant.numeric.mfl")]
    [DataRow("echo <<-'EOT'\n do %x\n\tEOT\nset n 5", "%x", "string.unquoted.heredoc.mfl")]
    [DataRow("echo <<-'EOT'\n do %x\n\tEOT\nset n 5", "5", "constant.numeric.mfl")]
    [DataRow("#! /bin/x\ndo\n!#\nset n 5", "do", "comment.block.mfl")]
    [DataRow("#! /bin/x\ndo\n!#\nset n 5", "5", "constant.numeric.mfl")]
    [DataRow("set dodo 1", "dodo", "")]
    [DataRow("set x length(y)", "length", "support.function.mfl")]
    public void Grammar_Text_HasTheScope(string source, string text, string scope) => Assert.AreEqual(scope, ScopeOf(source, text));

    [TestMethod]
    public void Extension_Command_IsTheServers() => Assert.AreEqual(
        """["postern","lsp"]""",
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "package.json")))!["contributes"]!["configuration"]!["properties"]!["mfl.server"]!["default"]!.ToJsonString());

    private string ScopeOf(string source, string text)
    {
        string[][] scopes = _grammar.Scopes(source);
        string[] lines = source.Split('\n');
        int line = Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal));
        return scopes[line][lines[line].IndexOf(text, StringComparison.Ordinal)];
    }
}
