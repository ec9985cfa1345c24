using Postern.Configuration.Binding;
using Postern.Configuration.Options;
using Postern.Configuration.Syntax;

namespace Postern.Configuration.Tests.Binding;

[TestClass]
public sealed class ConfigurationBinderTests
{
    private readonly ConfigurationProblems _problems = new();

    [TestMethod]
    public void Bind_BaseStatements_FillOptions()
    {
        HostConfiguration host = BindClean("""
            script-file /etc/f.mfl; include-path /a:/b; include-path /c; module-path "/m";
            setvar x 1; setvar y "two words"; state-directory /var/lib/x; pidfile /run/x.pid;
            user nobody; group mail; group adm; milter-timeout 2 minutes;
            """);

        Assert.AreEqual("/etc/f.mfl", host.ScriptFile);
        CollectionAssert.AreEqual(new[] { "/a", "/b", "/c" }, host.IncludePath.ToArray());
        CollectionAssert.AreEqual(new[] { "/m" }, host.ModulePath.ToArray());
        CollectionAssert.AreEqual(new[] { "x=1", "y=two words" }, host.Variables.Select(v => $"{v.Name}={v.Value}").ToArray());
        Assert.AreEqual("/var/lib/x", host.StateDirectory);
        Assert.AreEqual("/run/x.pid", host.PidFile);
        Assert.AreEqual("nobody", host.User);
        CollectionAssert.AreEqual(new[] { "mail", "adm" }, host.Groups.ToArray());
        Assert.AreEqual(TimeSpan.FromMinutes(2), host.MilterTimeout);
    }

    [TestMethod]
    public void Bind_ServerBlocks_AreListedInOrder()
    {
        HostConfiguration host = BindClean("""
            server milter { id main; listen inet:8025@127.0.0.1; backlog 16; max-instances 50; reuseaddr no; }
            server milter { listen unix:/run/m.sock; socket-mode 660; socket-owner :mail; acl { allow from 10.0.0.0/8; allow user:postfix; deny any; } }
            """);

        Assert.AreEqual("main", host.Servers[0].Id);
        Assert.AreEqual("inet:8025@127.0.0.1", host.Servers[0].Listen);
        Assert.AreEqual(16, host.Servers[0].Backlog);
        Assert.AreEqual(50, host.Servers[0].MaxInstances);
        Assert.IsFalse(host.Servers[0].ReuseAddress);
        Assert.AreEqual(Convert.ToInt32("660", 8), host.Servers[1].SocketMode);
        Assert.AreEqual(":mail", host.Servers[1].SocketOwner);
        CollectionAssert.AreEqual(
            new[] { "True 10.0.0.0/8", "True user:postfix", "False any" },
            host.Servers[1].Acl!.Select(e => $"{e.Allow} {e.Network}").ToArray());
    }

    [TestMethod]
    public void Bind_Logging_FillsOptions()
    {
        LoggingConfiguration logging = BindClean("""
            logger stderr; logging { syslog on; facility local3; tag mx1; severity warning; print-severity no; }
            """).Logging;

        Assert.AreEqual(
            new LoggingConfiguration
            {
                Logger = "syslog",
                Facility = "local3",
                Tag = "mx1",
                Severity = "warning",
                PrintSeverity = false,
            },
            logging);
    }

    [TestMethod]
    public void Bind_PluginBlocks_ListWhatIsRequired()
    {
        PluginConfiguration plugins = BindClean("plugin-path /p; plugin A { required yes; } plugin B { required no; } plugin C { }").Plugins;

        CollectionAssert.AreEqual(new[] { "/p" }, plugins.Path.ToArray());
        CollectionAssert.AreEqual(new[] { "A" }, plugins.Required.ToArray());
    }

    [TestMethod]
    public void Bind_RepeatedStatement_LastWins() => Assert.AreEqual("/b", BindClean("pidfile /a; pidfile /b;").PidFile);

    [TestMethod]
    [DataRow("bogus 1;", "f:1.1-8: unknown keyword `bogus'")]
    [DataRow("io-timeout 3;", "f:1.1-13: `io-timeout' is a statement of the manual that is not built yet; remove it or comment it out")]
    [DataRow("database cache { enable no; }", "f:1.1-29: `database' is a statement of the manual that is not built yet; remove it or comment it out")]
    [DataRow("logging { bogus 1; }", "f:1.11-18: unknown keyword `bogus' in `logging'")]
    [DataRow("logging { session-id 1; }", "f:1.11-23: `session-id' in `logging' is a statement of the manual that is not built yet; remove it or comment it out")]
    [DataRow("server milter { listen a; callout b; }", "f:1.27-36: `callout' in `server' is a statement of the manual that is not built yet; remove it or comment it out")]
    [DataRow("server callout { listen a; }", "f:1.1-28: `server callout' is documented in the manual, but not built yet; remove it")]
    [DataRow("server other { }", "f:1.8-12: unknown server type `other'; expected milter")]
    [DataRow("server { }", "f:1.1-10: expected one milter between `server' and {")]
    [DataRow("server milter;", "f:1.1-14: expected a block: server milter { ... }")]
    [DataRow("server milter { id x; }", "f:1.1-23: the server has no `listen' statement: nothing says where it listens")]
    [DataRow("pidfile;", "f:1.1-8: expected a value after `pidfile'")]
    [DataRow("pidfile a b;", "f:1.1-12: expected one value after `pidfile', found 2; quote a value that holds blanks")]
    [DataRow("pidfile (a, b);", "f:1.1-15: expected one value after `pidfile', found a list")]
    [DataRow("pidfile { a b; }", "f:1.1-16: `pidfile' is not a block; expected a value and ;")]
    [DataRow("preprocessor { enable maybe; }", "f:1.23-27: expected yes or no after `enable', found `maybe'")]
    [DataRow("preprocessor yes;", "f:1.1-17: expected a block: preprocessor { ... }")]
    [DataRow("logging { facility foo; }", "f:1.20-22: unknown syslog facility `foo'")]
    [DataRow("logger foo;", "f:1.8-10: expected stderr, syslog, syslog:async after `logger', found `foo'")]
    [DataRow("milter-timeout 3 foos;", "f:1.16: unrecognized time unit `foos'; expected seconds, minutes, hours, days, weeks, months or years")]
    [DataRow("acl { allow; }", "f:1.7-12: expected one address, network or `any' after `allow'")]
    [DataRow("acl { allow 10.0.0.0/33; }", "f:1.13-23: expected an address, address/prefix-length, address/netmask, `any' or user:NAME, found `10.0.0.0/33'")]
    [DataRow("acl { exec any /bin/x; }", "f:1.7-22: `exec' in `acl' is a statement of the manual that is not built yet; remove it or comment it out")]
    [DataRow("setvar a;", "f:1.1-9: expected a variable name and one value after `setvar'; quote a value that holds blanks")]
    [DataRow("server milter { listen a; socket-mode 999; }", "f:1.39-41: expected an octal file mode up to 777 after `socket-mode', found `999'")]
    [DataRow("workers { max-threads 0; }", "f:1.23: expected a number from 1 to 10000 after `max-threads', found `0'")]
    public void Bind_Mistake_SaysPlaceAndWhat(string source, string expected)
    {
        Bind(source);

        Assert.AreEqual(expected, _problems.Single().ToString());
    }

    [TestMethod]
    public void Manual_EveryBuiltStatement_IsDocumentedOrOurs()
    {
        string[] ours = ["plugin", "plugin-path", "workers"];

        foreach (string keyword in HostRules.Top.Keywords.Except(ours))
            Assert.IsTrue(ManualStatements.Contains(keyword), keyword);
    }

    private HostConfiguration Bind(string source)
    {
        var binder = new ConfigurationBinder(_problems);
        HostConfiguration host = binder.Bind(ConfigurationParser.Parse("f", source, _problems, new ConfigurationLimits()));
        foreach (var statement in host.Unclaimed)
            binder.ReportUnclaimed("", statement);
        return host;
    }

    private HostConfiguration BindClean(string source)
    {
        HostConfiguration host = Bind(source);
        Assert.IsEmpty(_problems, string.Join('\n', _problems));
        return host;
    }
}
