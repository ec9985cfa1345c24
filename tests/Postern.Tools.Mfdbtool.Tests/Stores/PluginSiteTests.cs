using Postern.Daemon.Settings;
using Postern.Testing.Milter;
using Postern.Tools.Mfdbtool.Site;
using Postern.Tools.Mfdbtool.Tests.Reference;

namespace Postern.Tools.Mfdbtool.Tests.Stores;

[TestClass]
public sealed class PluginSiteTests
{
    [TestMethod]
    public async Task Open_NoPlugins_SaysWhatIsMissing()
    {
        var settings = new SiteSettings { StateDirectory = "/", PluginDirectories = ["/nonexistent"] };

        SettingsException exception = await Assert.ThrowsExactlyAsync<SettingsException>(
            () => PluginSite.OpenAsync(settings, TimeProvider.System, CancellationToken.None));

        Assert.AreEqual("no plugin provides databases (IStateDatabases): looked in /nonexistent; name it with --plugin-directory", exception.Message);
    }

    [TestMethod]
    public async Task Configuration_StatementsOfOtherPlugins_AreTheirs()
    {
        using var site = new SiteRun { Configuration = "resolver { config \"/etc/resolv.conf\"; };\nscript-file \"/x.mfl\";\n" };

        var (output, errors, code) = await site.RunAsync("--config-lint");
        Assert.AreEqual(("", "", 0), (output, errors, code));

        (_, errors, _) = await site.RunAsync("--expire", "--all");
        Assert.AreEqual("", errors);
    }

    [TestMethod]
    [DataRow("--config-lint")]
    [DataRow("--list")]
    public async Task Configuration_Mistake_IsTold(string option)
    {
        using var site = new SiteRun { Configuration = "databse rate { file x; };\n" };

        var (_, errors, code) = await site.RunAsync(option);

        StringAssert.EndsWith(errors, "site.conf:1.1-24: unknown keyword `databse'\n", StringComparison.Ordinal);
        Assert.AreEqual(78, code);
    }

    [TestMethod]
    public async Task Release_WhoIsGreylisted_MayPass()
    {
        using var site = new SiteRun { Configuration = "database-type bdb;\n", Time = new ManualTime() };
        string file = Path.Combine(site.State, "greylist.db");
        byte[] now = BitConverter.GetBytes(site.Time.GetUtcNow().ToUnixTimeSeconds());
        await DatabaseFile.WriteAsync("bdb", file, [KeyValuePair.Create(CraftedRecords.Key("waiting"), now)]);
        string[] before = await DatabaseFile.ReadAsync("bdb", file);

        Assert.AreEqual(("", "", 0), await site.RunAsync("--release", "waiting"));
        CollectionAssert.AreNotEqual(before, await DatabaseFile.ReadAsync("bdb", file));

        var (_, errors, code) = await site.RunAsync("--release", "unknown");

        StringAssert.Contains(errors, "cannot release `unknown'", StringComparison.Ordinal);
        Assert.AreEqual(1, code);
    }
}
