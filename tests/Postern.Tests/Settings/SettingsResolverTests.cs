using Microsoft.Extensions.Logging;
using Postern.Daemon.CommandLine;
using Postern.Daemon.Settings;
using Postern.Mfl.Preprocessing;
using Postern.Milter.Server;
using Postern.Testing.Servers;

namespace Postern.Tests.Settings;

[TestClass]
public sealed class SettingsResolverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Resolve_NothingConfigured_GivesDefaults()
    {
        HostSettings settings = Resolve("", "f.mfl");

        Assert.AreEqual("/start/f.mfl", settings.ScriptFile);
        Assert.AreEqual("f.mfl", settings.ScriptName);
        Assert.AreEqual("/var/lib/postern", settings.StateDirectory);
        Assert.IsFalse(settings.IsStateDirectoryChosen);
        Assert.AreEqual("/var/lib/postern/postern.pid", settings.PidFile);
        Assert.AreEqual("unix:/var/lib/postern/mailfrom", settings.Servers.Single().Address.ToString());
        Assert.IsTrue(settings.Log.IsSyslog);
    }

    [TestMethod]
    public void Resolve_Foreground_LogsToStandardErrorWithoutPidFile()
    {
        HostSettings settings = Resolve("", "--foreground");

        Assert.IsFalse(settings.Log.IsSyslog);
        Assert.IsNull(settings.PidFile);
    }

    [TestMethod]
    public void Resolve_CommandLine_OverridesConfiguration()
    {
        HostSettings settings = Resolve(
            "script-file /a.mfl; state-directory /s; pidfile p; user u; setvar x 1; logging { tag a; facility cron; }",
            "--state-directory=/t", "--pidfile=/q", "--user=v", "-vx=2", "--log-tag=b", "--log-facility=local1", "b.mfl");

        Assert.AreEqual("/start/b.mfl", settings.ScriptFile);
        Assert.AreEqual("/t", settings.StateDirectory);
        Assert.AreEqual("/q", settings.PidFile);
        Assert.AreEqual("v", settings.User);
        CollectionAssert.AreEqual(new[] { "1", "2" }, settings.Variables.Select(v => v.Value).ToArray());
        Assert.AreEqual("b", settings.Log.Tag);
        Assert.AreEqual(17, settings.Log.Facility);
    }

    [TestMethod]
    public void Resolve_Configuration_IsUsedWhereTheCommandLineIsSilent()
    {
        HostSettings settings = Resolve(
            "script-file /a.mfl; state-directory /s; pidfile p; group g; logging { severity error; print-severity no; syslog yes; }",
            "--group=h", "--foreground");

        Assert.AreEqual("/a.mfl", settings.ScriptFile);
        Assert.AreEqual("/s/p", settings.PidFile);
        CollectionAssert.AreEqual(new[] { "g", "h" }, settings.Groups.ToArray());
        Assert.IsTrue(settings.Log.IsSyslog);
        Assert.AreEqual(LogLevel.Error, settings.Log.MinimumLevel);
        Assert.IsFalse(settings.Log.PrintSeverity);
    }

    [TestMethod]
    public void Resolve_Set_WinsOverTheFile() =>
        Assert.AreEqual("/b", Resolve("state-directory /a;", "--set=state-directory=/b").StateDirectory);

    [TestMethod]
    public void Resolve_SearchPaths_CommandLineFirst()
    {
        HostSettings settings = Resolve("module-path /c:/d; include-path i;", "-P", "m", "-I", "/j");

        CollectionAssert.AreEqual(new[] { "/start/m", "/c", "/d" }, settings.ModulePath.ToArray());
        CollectionAssert.AreEqual(new[] { "/j", "/start/i" }, settings.IncludePath.ToArray());
    }

    [TestMethod]
    [DataRow("", "--foreground", true, "m4 -s", false)]
    [DataRow("", "--no-preprocessor", false, "m4 -s", false)]
    [DataRow("preprocessor { enable no; }", "--foreground", false, "m4 -s", false)]
    [DataRow("preprocessor { enable no; }", "--preprocessor", true, "m4 -s", false)]
    [DataRow("preprocessor { command \"/bin/m5 -x\"; }", "--foreground", true, "/bin/m5 -x", true)]
    [DataRow("preprocessor { command \"/bin/m5 -x\"; }", "--preprocessor=m6", true, "m6", true)]
    public void Resolve_Preprocessor_CanBeSwitchedOffOrChanged(
        string configuration, string option, bool isEnabled, string command, bool isAlwaysExternal)
    {
        PreprocessorOptions preprocessing = Resolve(configuration, option).Preprocessing;

        Assert.AreEqual(isEnabled, preprocessing.IsEnabled);
        Assert.AreEqual(command, preprocessing.Command);
        Assert.AreEqual(isAlwaysExternal, preprocessing.AlwaysExternal);
    }

    [TestMethod]
    public void Resolve_Defines_ArePassedUnlessConfiguredOtherwise()
    {
        PreprocessorOptions passed = Resolve("", "-DA=1", "-U", "B", "-I/i").Preprocessing;
        PreprocessorOptions kept = Resolve(
            "preprocessor { pass-defines no; pass-includes yes; }", "-DA=1", "-U", "B", "-I/i").Preprocessing;

        Assert.AreEqual("A=1", passed.Defines.Single());
        Assert.AreEqual("B", passed.Undefines.Single());
        Assert.IsEmpty(passed.IncludePath);
        Assert.IsEmpty(kept.Defines);
        Assert.IsEmpty(kept.Undefines);
        Assert.AreEqual("/i", kept.IncludePath.Single());
    }

    [TestMethod]
    public void Resolve_SetupFile_IsLookedUpInTheIncludePath()
    {
        _folder.Write("my-setup", "");

        Assert.IsNull(Resolve("").Preprocessing.SetupFile);
        Assert.AreEqual("/a", Resolve("preprocessor { setup-file /a; }").Preprocessing.SetupFile);
        Assert.AreEqual(
            _folder.Combine("my-setup"),
            Resolve("preprocessor { setup-file my-setup; }", "-I", _folder.Path).Preprocessing.SetupFile);
    }

    [TestMethod]
    public void Resolve_ServerBlocks_BecomeListeners()
    {
        IReadOnlyList<MilterServerOptions> servers = Resolve("""
            acl { deny any; }
            workers { busy-timeout 10; drain-timeout 7; }
            milter-timeout 5 minutes;
            server milter { id main; listen inet:8025@127.0.0.1; max-instances 9; backlog 11; }
            server milter { listen unix:sock; socket-mode 660; acl { allow from 10.1.2.3/8; allow 10.0.0.1/255.255.255.0; allow ::1; } }
            """).Servers;

        Assert.AreEqual("main", servers[0].Id);
        Assert.AreEqual("inet:8025@127.0.0.1", servers[0].Address.ToString());
        Assert.AreEqual(9, servers[0].MaxConnections);
        Assert.AreEqual(11, servers[0].Backlog);
        Assert.AreEqual(TimeSpan.FromMinutes(5), servers[0].Timeouts.Idle);
        Assert.AreEqual(TimeSpan.FromSeconds(10), servers[0].Timeouts.Command);
        Assert.AreEqual(TimeSpan.FromSeconds(10), servers[0].Timeouts.Content);
        Assert.AreEqual(TimeSpan.FromSeconds(7), servers[0].DrainLimit);
        Assert.AreEqual(AccessRule.Any(false), servers[0].AccessRules.Single());
        Assert.AreEqual("1", servers[1].Id);
        Assert.AreEqual("unix:/var/lib/postern/sock", servers[1].Address.ToString());
        Assert.AreEqual((UnixFileMode)0x1B0, servers[1].SocketMode);
        CollectionAssert.AreEqual(
            new[] { "10.0.0.0/8", "10.0.0.0/24", "::1/128" },
            servers[1].AccessRules.Select(rule => rule.Network.ToString()).ToArray());
    }

    [TestMethod]
    [DataRow("", 0)]
    [DataRow("server milter { listen /a; max-instances 5; } server milter { listen /b; max-instances 6; }", 11)]
    [DataRow("server milter { listen /a; max-instances 5; } server milter { listen /b; }", 0)]
    [DataRow("workers { max-threads 3; } server milter { listen /a; max-instances 5; }", 3)]
    public void Resolve_MaxThreads_FollowFromTheListeners(string configuration, int threads) =>
        Assert.AreEqual(threads, Resolve(configuration).MaxThreads);

    [TestMethod]
    public void Resolve_OnePortAndOneServer_KeepsTheServersOtherSettings()
    {
        MilterServerOptions server = Resolve("server milter { id a; listen inet:1@h; }", "-p", "inet:2@h").Servers.Single();

        Assert.AreEqual("a", server.Id);
        Assert.AreEqual("inet:2@h", server.Address.ToString());
    }

    [TestMethod]
    public void Resolve_SeveralPorts_ReplaceTheServers() => CollectionAssert.AreEqual(
        new[] { "inet:2@h", "inet:3@h" },
        Resolve("server milter { id a; listen inet:1@h; }", "-p", "inet:2@h", "-pinet:3@h").Servers
            .Select(server => server.Address.ToString()).ToArray());

    [TestMethod]
    [DataRow("", "--set=bogus", "--set=bogus: expected PATH=VALUE, such as logging.tag=mx1")]
    [DataRow("", "--log-facility=foo", "--log-facility=foo: unknown syslog facility `foo'")]
    [DataRow("", "--port=bogus:1", "--port=bogus:1: socket address \"bogus:1\": expected inet:PORT@HOST, inet6:PORT@HOST, inet://HOST:PORT or unix:/PATH")]
    [DataRow("", "--config-file=/nonexistent", "/nonexistent: No such file or directory")]
    [DataRow("server milter { listen a; }", "", "CONF:1.17-25: socket address \"a\": expected inet:PORT@HOST, inet6:PORT@HOST, inet://HOST:PORT or unix:/PATH")]
    [DataRow("server milter { listen /a; socket-owner nosuchuser; }", "", "CONF:1.17-26: socket-owner: no such user: nosuchuser")]
    [DataRow("server milter { listen /a; acl { allow user:nosuchuser; } }", "", "CONF:1.34-55: no such user: nosuchuser")]
    [DataRow("server milter { listen /a; acl { allow 1.2.3.4/255.0.255.0; } }", "", "CONF:1.34-59: `1.2.3.4/255.0.255.0' is not a network: the mask is not a run of ones")]
    [DataRow("server milter { listen /a; } server milter { listen unix:/a; }", "", "--port=unix:/a: more than one server listens on this address")]
    public void Resolve_Mistake_SaysPlaceAndWhat(string configuration, string option, string expected)
    {
        SettingsException e = Assert.ThrowsExactly<SettingsException>(
            () => Resolve(configuration, [.. option.Split('\0', StringSplitOptions.RemoveEmptyEntries)]));

        Assert.AreEqual(expected.Replace("CONF", _folder.Combine("c.conf"), StringComparison.Ordinal), e.Lines.Single());
    }

    private HostSettings Resolve(string configuration, params string[] arguments)
    {
        string file = _folder.Write("c.conf", configuration);
        HostOptions options = HostOptionsBinder.Bind(["--config-file", file, .. arguments]);
        var layout = InstallLayout.Find(_folder.Path);
        return new SettingsResolver(options, layout, "postern", "/start").Resolve().Settings;
    }
}
