using Postern.Daemon.CommandLine;

namespace Postern.Tests.CommandLine;

[TestClass]
public sealed class HostOptionsBinderTests
{
    [TestMethod]
    public void Bind_Nothing_ServesInTheBackground()
    {
        HostOptions options = HostOptionsBinder.Bind([]);

        Assert.AreEqual(HostMode.Serve, options.Mode);
        Assert.IsFalse(options.Foreground);
        Assert.IsNull(options.Script);
    }

    [TestMethod]
    [DataRow("--mtasim")]
    [DataRow("--mtasim --daemon --callout-socket=unix:/tmp/x")]
    public void Mtasim_Always_StaysInTheForeground(string line)
    {
        HostOptions options = Bind(line);

        Assert.IsTrue(options.Foreground);
        Assert.IsTrue(options.EndsWithParent);
    }

    [TestMethod]
    public void CalloutSocket_ForMtasim_MustBeAnAddress()
    {
        var refusal = Assert.ThrowsExactly<UsageException>(() => Bind("--mtasim --callout-socket=nonsense"));

        StringAssert.StartsWith(refusal.Message, "option '--callout-socket': socket address \"nonsense\"", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("--port=inet:1@h")]
    [DataRow("--port inet:1@h")]
    [DataRow("--milter-socket=inet:1@h")]
    [DataRow("--po=inet:1@h")]
    [DataRow("-p inet:1@h")]
    [DataRow("-pinet:1@h")]
    [DataRow("f.mfl -p inet:1@h")]
    public void Port_EachSpelling_IsRead(string line) =>
        CollectionAssert.AreEqual(new[] { "inet:1@h" }, Bind(line).Ports.ToArray());

    [TestMethod]
    public void Port_Repeated_GivesSeveral() =>
        CollectionAssert.AreEqual(new[] { "a", "b" }, Bind("-p a --port=b").Ports.ToArray());

    [TestMethod]
    [DataRow("-M smtp://h")]
    [DataRow("--mailer=smtp://h")]
    public void Mailer_EachSpelling_IsASetting(string line) =>
        CollectionAssert.AreEqual(new[] { "mailer.url=smtp://h" }, Bind(line).Settings.ToArray());

    [TestMethod]
    [DataRow("--resolv-conf-file=f", "resolver.config=")]
    [DataRow("--relayed-domain-file=f", "relayed-domain-file=")]
    public void PluginFile_RelativeName_IsASettingWithTheFullOne(string line, string setting) =>
        CollectionAssert.AreEqual(new[] { setting + Path.GetFullPath("f") }, Bind(line).Settings.ToArray());

    [TestMethod]
    [DataRow("-t", "envfrom")]
    [DataRow("-thelo", "helo")]
    [DataRow("--test=helo", "helo")]
    [DataRow("--test", "envfrom")]
    public void Test_EachSpelling_NamesHandler(string line, string handler)
    {
        HostOptions options = Bind(line + " f.mfl");

        Assert.AreEqual(HostMode.Test, options.Mode);
        Assert.AreEqual(handler, options.TestHandler);
        Assert.AreEqual("f.mfl", options.Script);
    }

    [TestMethod]
    public void Run_WordsAfterScript_AreArguments()
    {
        HostOptions options = Bind("--run=go i=1 f.mfl x=2 y -- -z");

        Assert.AreEqual("go", options.RunFunction);
        Assert.AreEqual("f.mfl", options.Script);
        Assert.AreEqual("1", options.Macros["i"]);
        CollectionAssert.AreEqual(new[] { "x=2", "y", "-z" }, options.Arguments.ToArray());
    }

    [TestMethod]
    public void Words_MacrosBeforeAndAfterTheScript_AreMacros()
    {
        HostOptions options = Bind("-t f=a@b dir/x=1.mfl {client_addr}=1.2.3.4");

        Assert.AreEqual("dir/x=1.mfl", options.Script);
        Assert.AreEqual("a@b", options.Macros["f"]);
        Assert.AreEqual("1.2.3.4", options.Macros["client_addr"]);
    }

    [TestMethod]
    public void Variable_ValueBeyondAscii_BecomesBytes() =>
        Assert.AreEqual("Ã¼", HostOptionsBinder.Bind(["-v", "x=ü"]).Variables.Single().Value);

    [TestMethod]
    [DataRow("--echo", "-")]
    [DataRow("--echo=out.txt", "out.txt")]
    public void Echo_Argument_IsOnlyTakenAttached(string option, string target)
    {
        HostOptions options = Bind(option + " --run f.mfl");

        Assert.AreEqual(target, options.Echo);
        Assert.AreEqual("f.mfl", options.Script);
    }

    [TestMethod]
    [DataRow("--stderr", "stderr")]
    [DataRow("--syslog", "syslog")]
    [DataRow("--logger=syslog:async", "syslog:async")]
    [DataRow("--syslog --stderr", "stderr")]
    public void Logger_LastOneWins(string line, string logger) => Assert.AreEqual(logger, Bind(line).Logger);

    [TestMethod]
    [DataRow("--daemon --foreground", true)]
    [DataRow("--foreground --daemon", false)]
    public void Foreground_LastOneWins(string line, bool foreground) => Assert.AreEqual(foreground, Bind(line).Foreground);

    [TestMethod]
    [DataRow("--bogus", "unrecognized option '--bogus'")]
    [DataRow("-zq", "unrecognized option '-z'")]
    [DataRow("--st", "option '--st' is ambiguous; possibilities:\n--stack-trace\n--state-directory\n--stderr")]
    [DataRow("--port", "option '--port' requires an argument")]
    [DataRow("-p", "option '-p' requires an argument")]
    [DataRow("--lint=3", "option '--lint' doesn't allow an argument")]
    [DataRow("-v x", "expected assignment, but found `x'")]
    [DataRow("-v =x", "expected assignment, but found `=x'")]
    [DataRow("--logger=foo", "unsupported logger stream: foo")]
    [DataRow("--lint a.mfl b.mfl", "script file specified twice (a.mfl and b.mfl)")]
    [DataRow("--milter-timeout=x", "option '--milter-timeout': expected a number in the time interval, found `x'")]
    public void Bind_Mistake_SaysWhat(string line, string expected)
    {
        UsageException e = Assert.ThrowsExactly<UsageException>(() => Bind(line));

        Assert.AreEqual(expected, e.Message);
    }

    [TestMethod]
    public void BindCheck_Effects_AreAskedFor()
    {
        HostOptions options = HostOptionsBinder.BindCheck(["f.mfl", "--effects", "-P", "/m"]);

        Assert.AreEqual(HostMode.Check, options.Mode);
        Assert.IsTrue(options.ShowEffects);
        Assert.AreEqual("f.mfl", options.Script);
        CollectionAssert.AreEqual(new[] { "/m" }, options.ModulePath.ToArray());
    }

    /// <summary>The long options that <c>mailfromd --usage</c> of 8.15 lists.</summary>
    private static HostOptions Bind(string line) =>
        HostOptionsBinder.Bind(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
