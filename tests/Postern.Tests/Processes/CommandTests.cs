namespace Postern.Tests.Processes;

[TestClass]
public sealed class CommandTests : IDisposable
{
    private readonly HostLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [TestMethod]
    public async Task Lint_GoodScript_IsSilent()
    {
        (int code, string output) = await _lab.RunAsync("--no-config", "--lint", _lab.Script);

        Assert.AreEqual("", output);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public async Task Lint_BadScript_SaysPlace()
    {
        _lab.Write("bad.mfl", "prog envfrom\ndo\n  set x y z\ndone\n");

        (int code, string output) = await _lab.RunAsync("--no-config", "--lint", "bad.mfl");

        Assert.StartsWith("postern: bad.mfl:3.", output);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    public async Task Lint_NoSuchScript_SaysSo()
    {
        (int code, string output) = await _lab.RunAsync("--no-config", "--lint", "none.mfl");

        Assert.AreEqual("postern: cannot open `none.mfl': No such file or directory\n", output);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    public async Task Run_ScriptThatNeedsNoPlugin_LoadsNone()
    {
        string plugins = MakeBrokenPlugin();
        _lab.Write("plain.mfl", "func main(...) returns number do echo \"hello\" return 0 done\n");

        (int code, string output) = await _lab.RunAsync(
            "--no-config", "--stderr", $"--plugin-directory={plugins}", "--echo", "--run", "plain.mfl");

        Assert.AreEqual((0, "hello\n"), (code, output));
    }

    [TestMethod]
    public async Task Run_FunctionThatNoPluginHas_TellsOfBrokenPlugins()
    {
        string plugins = MakeBrokenPlugin();
        _lab.Write("call.mfl", "func main(...) returns number do echo from_the_broken_one(1) return 0 done\n");

        (int code, string output) = await _lab.RunAsync("--no-config", "--stderr", $"--plugin-directory={plugins}", "--run", "call.mfl");

        StringAssert.Contains(output, $"plugin Broken ({plugins}/Broken) is not used", StringComparison.Ordinal);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    public async Task Lint_FunctionOfAModule_NamesTheModule()
    {
        _lab.Write("call.mfl", "prog envfrom\ndo\n  echo gettext(\"hello\")\ndone\n");

        (int code, string output) = await _lab.RunAsync("--no-config", "--lint", "call.mfl");

        Assert.AreEqual(
            (78, "postern: call.mfl:3.8-14: syntax error, unexpected identifier: `gettext' is declared in module gettext; put `require gettext' before\n"),
            (code, output));
    }

    [TestMethod]
    public async Task Run_Function_LoadsItsPlugin()
    {
        _lab.Write("call.mfl", "func main(...) returns number do echo toupper(\"hello\") return 0 done\n");

        (int code, string output) = await _lab.RunAsync("--no-config", "--stderr", "--echo", "--run", "call.mfl");

        Assert.AreEqual((0, "HELLO\n"), (code, output));
    }

    [TestMethod]
    public async Task Options_Unknown_IsAUsageError()
    {
        (int code, string output) = await _lab.RunAsync("--bogus");

        Assert.AreEqual("postern: unrecognized option '--bogus'\n", output);
        Assert.AreEqual(64, code);
    }

    [TestMethod]
    public async Task ConfigLint_Mistakes_AreAllTold()
    {
        _lab.Write("c.conf", "bogus 1;\nio-timeout 3;\npidfile;\n");

        (int code, string output) = await _lab.RunAsync("--config-file=c.conf", "--config-lint");

        StringAssert.Contains(output, "c.conf:3.1-8: expected a value after `pidfile'", StringComparison.Ordinal);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    [DataRow("bogus 1;", "unknown keyword `bogus'")]
    [DataRow("io-timeout 3;", "`io-timeout' is a statement of the manual that is not built yet; remove it or comment it out")]
    public async Task ConfigLint_StatementThatNobodyReads_SaysWhy(string source, string expected)
    {
        string path = _lab.Write("c.conf", source);

        (int code, string output) = await _lab.RunAsync("--config-file", path, "--config-lint");

        Assert.AreEqual($"postern: {path}:1.1-{source.Length}: {expected}\n", output);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    public async Task ConfigLint_GoodFile_IsSilent()
    {
        _lab.Write("c.conf", "server milter { listen inet:1@127.0.0.1; }\n");

        Assert.AreEqual((0, ""), await _lab.RunAsync("--config-file=c.conf", "--config-lint"));
    }

    [TestMethod]
    public async Task Run_Function_GivesItsArgumentsAndExitCode()
    {
        _lab.Write("run.mfl", "func main(...) returns number\ndo\n  echo \"$#\"\n  return 3\ndone\n");

        Assert.AreEqual((3, "2\n"), await _lab.RunAsync("--no-config", "--echo", "--run", "run.mfl", "x", "y"));
    }

    [TestMethod]
    public async Task Run_NoSuchFunction_IsAnError()
    {
        (int code, string output) = await _lab.RunAsync("--no-config", "--run=nosuch", _lab.Script);

        Assert.AreEqual("postern: error: function nosuch is not defined\n", output);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    public async Task Test_Handler_PrintsItsState() =>
        Assert.AreEqual((0, "State envfrom: continue\n"), await _lab.RunAsync("--no-config", "-t", _lab.Script, "f=a@b"));

    [TestMethod]
    public async Task Check_Effects_AreExplained()
    {
        (int code, string output) = await _lab.RunAsync("check", _lab.Script, "--effects");

        Assert.StartsWith($"{_lab.Script}: no errors\nstages: Mail, EndOfMessage", output);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public async Task Preprocess_ScriptWithoutMacros_BeginsWithItsPlace()
    {
        _lab.Write("plain.mfl", "prog helo do pass done\n");

        Assert.AreEqual((0, "#line 1 \"plain.mfl\"\nprog helo do pass done\n"), await _lab.RunAsync("--no-config", "-E", "plain.mfl"));
    }

    [TestMethod]
    public async Task Dump_Macros_AreListedByStage()
    {
        _lab.Write("macros.mfl", "prog header do echo ${mail_addr} . $f done\n");

        Assert.AreEqual((0, "data {mail_addr}, f\n"), await _lab.RunAsync("--no-config", "--dump-macros", "--run", "macros.mfl"));
    }

    [TestMethod]
    public async Task Lint_WithoutColumns_NamesTheLineOnly()
    {
        _lab.Write("bad.mfl", "prog envfrom\ndo\n  set x y z\ndone\n");

        (int code, string output) = await _lab.RunAsync("--no-config", "--no-location-column", "--lint", "bad.mfl");

        Assert.StartsWith("postern: bad.mfl:3: ", output);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    public async Task Trace_Actions_GoWhereEchoGoes()
    {
        _lab.Write("act.mfl", "prog envfrom do\nreject 550 5.7.1 \"no\"\ndone\n");

        Assert.AreEqual(
            (0, "act.mfl:2: reject 550 5.7.1 no\nSET REPLY 550 5.7.1 no\nState envfrom: reject\n"),
            await _lab.RunAsync("--no-config", "--trace", "--echo", "--test", "act.mfl"));
    }

    [TestMethod]
    public async Task ConfigHelp_EveryStatementNamed_IsRead()
    {
        (int code, string output) = await _lab.RunAsync("--config-help");

        Assert.AreEqual(0, code);
        foreach (string keyword in new[] { "trace-actions", "trace-program", "stack-trace", "debug", "workers", "plugin-path", "script-file" })
            StringAssert.Contains(output, keyword, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task ConfigLint_TracesAndDebugging_AreStatements()
    {
        _lab.Write("c.conf", "trace-actions yes;\nstack-trace no;\ntrace-program (top, status);\ndebug (engine.trace1, \"!prog\");\n");

        Assert.AreEqual((0, ""), await _lab.RunAsync("--config-file=c.conf", "--config-lint"));
    }

    [TestMethod]
    public async Task Version_IsPrinted()
    {
        (int code, string output) = await _lab.RunAsync("--version");

        Assert.StartsWith("postern ", output);
        Assert.AreEqual(0, code);
    }

    [TestMethod]
    public async Task Help_NamesEveryBuiltOption()
    {
        (int code, string output) = await _lab.RunAsync("--help");

        foreach (string name in new[] { "--port", "--state-directory", "--no-preprocessor", "--set", "--plugin-directory" })
            StringAssert.Contains(output, name, StringComparison.Ordinal);
        Assert.AreEqual(0, code);
    }

    /// <summary>A plugin directory whose only plugin has nothing that its index could list, but cannot be loaded.</summary>
    private string MakeBrokenPlugin()
    {
        string assembly = typeof(CommandTests).Assembly.Location;
        string plugins = Path.Combine(_lab.State, "plugins");
        Directory.CreateDirectory(Path.Combine(plugins, "Broken"));
        File.Copy(assembly, Path.Combine(plugins, "Broken", "Broken.dll"));
        return plugins;
    }
}
