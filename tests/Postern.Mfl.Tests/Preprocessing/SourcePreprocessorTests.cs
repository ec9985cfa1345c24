using Postern.Mfl.Diagnostics;
using Postern.Mfl.Preprocessing;
using Postern.Mfl.Syntax;

namespace Postern.Mfl.Tests.Preprocessing;

[TestClass]
public sealed class SourcePreprocessorTests
{
    /// <summary>A command that cannot be started: what passes with it needed no process.</summary>
    private static readonly PreprocessorOptions NoProcess = new() { Command = "/nonexistent/m4" };

    private static readonly PreprocessorOptions AlwaysM4 = new() { AlwaysExternal = true };

    private static string Expand(string text, PreprocessorOptions options, out string messages)
    {
        var diagnostics = new DiagnosticBag();
        var result = SourcePreprocessor.Expand(new SourceText("F", text), options, diagnostics);
        messages = string.Join("\n", diagnostics.Items);
        return result.Text;
    }

    [TestMethod]
    [DataRow("if defined(x) pass fi\n", "if $#>@x pass fi\n")]
    [DataRow("echo defined\n", "echo defined\n")]
    [DataRow("printf('%d %s', n, \"x\")\n", "echo sprintf('%d %s',n,\"x\")\n")]
    [DataRow("echo _(\"m\") . N_(\"n\")\n", "echo gettext(\"m\") . \"n\"\n")]
    [DataRow("printf(_(\"m\"), f(a, b))\n", "echo sprintf(gettext(\"m\"),f(a, b))\n")]
    [DataRow("echo \"`a'\" . `b`c'd'\n", "echo \"a\" . b`c'd\n")]
    [DataRow("/* defined(x) `q' */ it's my_printf(x) printf\n", "/* defined(x) `q' */ it's my_printf(x) printf\n")]
    [DataRow("printf(\"x\",\n  1)\nfoo\nbar\n", "echo sprintf(\"x\",1)\n#line 3\nfoo\nbar\n")]
    [DataRow("`a\nb'\nfoo\n", "a\nb\nfoo\n")]
    public void Expand_SetupMacros_NeedsNoProcess(string source, string expected)
    {
        var text = Expand(source, NoProcess, out var messages);
        Assert.AreEqual("", messages);
        Assert.AreEqual(expected, text);
    }

    [TestMethod]
    public void Expand_ListIteration_GivesALoop()
    {
        var text = Expand("string_list_iterate(l, `\",\"', t, `echo t')\n", NoProcess, out var messages);
        Assert.AreEqual("", messages);
        Assert.AreEqual(
            "if l != \"\" loop for set __list_1 l . \",\" set __end_1 index(__list_1, \",\"), while __end_1 != -1, "
            + "set __list_1 substr(__list_1, __end_1 + length(\",\")) set __end_1 index(__list_1, \",\") "
            + "do set t substr(__list_1, 0, __end_1) echo t done fi\n",
            text);
    }

    [TestMethod]
    [DataRow("if defined(x) pass fi\necho defined\n")]
    [DataRow("printf('%d %s', n, \"x\")\n")]
    [DataRow("printf(_('m'), f(a, b), N_('n')) _ printf N_ _(\"x\")\n")]
    [DataRow("echo \"`a'\" . `b`c'd'\n")]
    [DataRow("/* defined(x) `q' */ it's my_printf(x) printf\n")]
    [DataRow("a\nprintf(\"x\",\n  1)\nfoo\nbar\n")]
    [DataRow("string_list_iterate(l, `\",\"', t, `string_list_iterate(t, \":\", u, `echo u')')\nx\n")]
    public void Expand_InProcess_GivesWhatM4Gives(string source)
    {
        var builtIn = Expand(source, NoProcess, out _);
        var external = Expand(source, AlwaysM4, out var messages);
        Assert.AreEqual("", messages);
        // m4 begins with a line statement of its own, and names the file in each
        Assert.AreEqual(builtIn, external.Replace("#line 1 \"F\"\n", "", StringComparison.Ordinal).Replace(" \"F\"", "", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Expand_PlainSource_IsNotCopied()
    {
        var source = new SourceText("F", "echo \"it's\" . 1\n");
        Assert.AreSame(source, SourcePreprocessor.Expand(source, NoProcess, new DiagnosticBag()));
    }

    [TestMethod]
    public void Expand_Disabled_LeavesMacros() =>
        Assert.AreEqual("defined(x) m4_x", Expand("defined(x) m4_x", new() { IsEnabled = false }, out _));

    [TestMethod]
    public void Expand_M4Macros_RunM4() =>
        Assert.AreEqual(
            "#line 1 \"F\"\n\n5 FOO \n",
            Expand("m4_define(`x', `m4_len(hello)')\nx FOO m4_dnl y\n\n", new(), out _));

    [TestMethod]
    public void Expand_DefinedSymbol_IsReplaced() =>
        Assert.AreEqual("#line 1 \"F\"\necho 4 3; x\n", Expand("echo COMPAT\n", new() { Defines = ["COMPAT=4 3; x"] }, out _));

    [TestMethod]
    public void Expand_CommandMissing_IsAnError()
    {
        var text = Expand("m4_len(x)\n", NoProcess, out var messages);
        Assert.AreEqual("m4_len(x)\n", text);
        StringAssert.StartsWith(
            messages, "F:1.1: this source needs the preprocessor `/nonexistent/m4', which cannot be started: ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Expand_UnbalancedQuote_IsAnErrorWithItsLine()
    {
        Expand("x\necho `foo\n", new(), out var messages);
        Assert.AreEqual("F:2.1: ERROR: end of file in string\nF:1.1: preprocessor exited with status 1", messages);
    }

    [TestMethod]
    public void Expand_CommandThatHangs_IsEnded()
    {
        Expand("m4_define(`x', `x')x", new() { TimeLimit = TimeSpan.FromMilliseconds(200) }, out var messages);
        Assert.AreEqual("F:1.1: the preprocessor did not end within 0.2 seconds", messages);
    }

    [TestMethod]
    public void Expand_ShellText_IsNoCommand()
    {
        Expand("x", new() { AlwaysExternal = true, Command = "m4 -s", Defines = ["A=$(touch /nonexistent/x);`false`"] }, out var messages);
        Assert.AreEqual("", messages);
    }

    [TestMethod]
    public void Expand_ExplodingMacros_AreBounded()
    {
        var source = "a";
        for (var i = 0; i < 60; i++)
            source = $"string_list_iterate({source}, d, v, c)";
        var diagnostics = new DiagnosticBag();
        var expanded = new MacroExpander(new SourceText("F", source)).TryExpand();
        Assert.IsNull(expanded);
    }
}
