using Postern.Daemon.CommandLine;

namespace Postern.Tests.CommandLine;

/// <summary>Every option that <c>mailfromd --help</c> (8.15) lists: it works, or it is refused with what it waits for.</summary>
[TestClass]
public sealed class OptionTableTests
{
    private const string Callouts = "call-outs";

    [TestMethod]
    [DataRow("--daemon")]
    [DataRow("-E")]
    [DataRow("--lint")]
    [DataRow("--syntax-check")]
    [DataRow("--run")]
    [DataRow("--run=f")]
    [DataRow("--show-defaults")]
    [DataRow("-t")]
    [DataRow("--test")]
    [DataRow("--test=helo")]
    [DataRow("--echo")]
    [DataRow("--echo=f")]
    [DataRow("-I d")]
    [DataRow("--include-path=d")]
    [DataRow("-O")]
    [DataRow("-O0")]
    [DataRow("--optimize=1")]
    [DataRow("-P d")]
    [DataRow("--module-path=d")]
    [DataRow("-p inet:1@h")]
    [DataRow("--port=inet:1@h")]
    [DataRow("--milter-socket=inet:1@h")]
    [DataRow("--relayed-domain-file=f")]
    [DataRow("--resolv-conf-file=f")]
    [DataRow("-v a=b")]
    [DataRow("--variable=a=b")]
    [DataRow("-D n=v")]
    [DataRow("--define=n")]
    [DataRow("--no-preprocessor")]
    [DataRow("--preprocessor")]
    [DataRow("--preprocessor=m4")]
    [DataRow("-U n")]
    [DataRow("--undefine=n")]
    [DataRow("--milter-timeout=1h")]
    [DataRow("--dump-code")]
    [DataRow("--dump-grammar-trace")]
    [DataRow("--dump-lex-trace")]
    [DataRow("--dump-macros")]
    [DataRow("--dump-tree")]
    [DataRow("--gacopyz-log=info")]
    [DataRow("--location-column")]
    [DataRow("--no-location-column")]
    [DataRow("--stack-trace")]
    [DataRow("--no-stack-trace")]
    [DataRow("--trace")]
    [DataRow("--no-trace")]
    [DataRow("--trace-program")]
    [DataRow("--trace-program=a,b")]
    [DataRow("--xref")]
    [DataRow("--dump-xref")]
    [DataRow("--debug-level=all")]
    [DataRow("--debug-line-info")]
    [DataRow("--no-debug-line-info")]
    [DataRow("--log-facility=mail")]
    [DataRow("--foreground")]
    [DataRow("-g n")]
    [DataRow("--group=n")]
    [DataRow("--pidfile=f")]
    [DataRow("--single-process")]
    [DataRow("--state-directory=d")]
    [DataRow("-u n")]
    [DataRow("--user=n")]
    [DataRow("-d all")]
    [DataRow("--debug=all")]
    [DataRow("--log-tag=t")]
    [DataRow("--logger=stderr")]
    [DataRow("--source-info")]
    [DataRow("--no-source-info")]
    [DataRow("--stderr")]
    [DataRow("--syslog")]
    [DataRow("--no-transcript")]
    [DataRow("--mtasim")]
    [DataRow("--mtasim --callout-socket=unix:/x")]
    [DataRow("--config-file=f")]
    [DataRow("--config-lint")]
    [DataRow("--config-verbose")]
    [DataRow("--no-site-config")]
    [DataRow("--no-config")]
    [DataRow("--set=a=b")]
    [DataRow("--config-help")]
    [DataRow("--show-config-options")]
    [DataRow("-?")]
    [DataRow("--help")]
    [DataRow("--usage")]
    [DataRow("-V")]
    [DataRow("--version")]
    public void Option_ThatWorks_IsTaken(string words) =>
        Assert.AreEqual("script.mfl", HostOptionsBinder.Bind([.. words.Split(' '), "script.mfl"]).Script);

    [TestMethod]
    [DataRow("--callout-socket=unix:x", "--callout-socket", Callouts)]
    [DataRow("-S 10.0.0.1", "-S", Callouts)]
    [DataRow("--source-ip=10.0.0.1", "--source-ip", Callouts)]
    [DataRow("-X", "-X", Callouts)]
    [DataRow("--transcript", "--transcript", Callouts)]
    public void Option_ThatWaits_SaysForWhat(string words, string spelling, string what)
    {
        var refusal = Assert.ThrowsExactly<UsageException>(() => HostOptionsBinder.Bind([.. words.Split(' '), "script.mfl"]));

        Assert.AreEqual($"option '{spelling}' waits for {what}, which this version does not have yet; leave the option out", refusal.Message);
    }

    [TestMethod]
    public void Names_NoTwoOptions_ShareOne()
    {
        string[] names = [.. OptionTable.All.SelectMany(static option => option.Names)];
        char[] letters = [.. OptionTable.All.Select(static option => option.Short).Where(static letter => letter != '\0')];

        CollectionAssert.AllItemsAreUnique(names);
        CollectionAssert.AllItemsAreUnique(letters);
    }

    [TestMethod]
    public void Usage_EveryOption_IsNamed()
    {
        using var output = new StringWriter();
        HelpText.WriteUsage(output, "postern");

        foreach (string name in OptionTable.All.SelectMany(static option => option.Names))
            StringAssert.Contains(output.ToString(), name, StringComparison.Ordinal);
        Assert.IsEmpty(output.ToString().Split('\n').Where(static line => line.Length > 80));
    }

    [TestMethod]
    public void Dump_Ambiguous_ListsThePossibilities()
    {
        var refusal = Assert.ThrowsExactly<UsageException>(() => HostOptionsBinder.Bind(["--dump", "f.mfl"]));

        Assert.AreEqual(
            "option '--dump' is ambiguous; possibilities:\n--dump-code\n--dump-effects\n--dump-grammar-trace\n--dump-lex-trace\n--dump-macros\n--dump-tree\n--dump-xref",
            refusal.Message);
    }

    [TestMethod]
    [DataRow("--no-trace", false)]
    [DataRow("--trace", true)]
    [DataRow("--trace --no-trace", false)]
    public void Trace_Negated_SwitchesOff(string line, bool expected) =>
        Assert.AreEqual(expected, HostOptionsBinder.Bind(line.Split(' ')).Traces.Actions);

    [TestMethod]
    public void Dump_WithRun_DoesNotRun()
    {
        HostOptions options = HostOptionsBinder.Bind(["--dump-tree", "--run", "f.mfl", "a", "b"]);

        Assert.AreEqual(HostMode.Dump, options.Mode);
        Assert.AreEqual(DumpKinds.Tree, options.Dumps);
        Assert.AreEqual("f.mfl", options.Script);
    }

    [TestMethod]
    [DataRow("-Ox")]
    [DataRow("-O-1")]
    public void Optimize_NotANumber_IsRefused(string option) =>
        Assert.AreEqual(
            "-O level must be a non-negative integer",
            Assert.ThrowsExactly<UsageException>(() => HostOptionsBinder.Bind([option])).Message);
}
