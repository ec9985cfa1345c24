using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Databases.Tests.Configuration;

[TestClass]
public sealed class DatabaseStatementTests
{
    [TestMethod]
    public async Task Databases_NoConfiguration_AreThePredefinedOnes()
    {
        await using var lab = new DatabaseLab();

        var lines = lab.Databases.All.Select(static database =>
            $"{database.Id} {Path.GetFileName(database.Name)} {database.IsEnabled} {database.ExpireInterval} {database.PositiveExpireInterval} {database.NegativeExpireInterval}");

        CollectionAssert.AreEqual(
            new[]
            {
                "cache mailfromd.sqlite True 1.00:00:00 1.00:00:00 12:00:00",
                "rate rates.sqlite True 1.00:00:00 1.00:00:00 12:00:00",
                "tbf tbf.sqlite True 1.00:00:00 1.00:00:00 12:00:00",
                "greylist greylist.sqlite True 1.00:00:00 1.00:00:00 12:00:00",
                "greylist-awl greylist-awl.sqlite True 1.00:00:00 1.00:00:00 12:00:00",
                "window window.sqlite True 1.00:00:00 1.00:00:00 12:00:00",
                "distinct distinct.sqlite True 1.00:00:00 1.00:00:00 12:00:00",
            },
            lines.ToArray());
        Assert.AreEqual($"sqlite://{lab.PathOf("rates.sqlite")}", lab.Databases.Find("rate")!.Location);
    }

    [TestMethod]
    [DataRow("gdbm", "rate", "gdbm://{0}/rates.db", "{0}/rates.db")]
    [DataRow("gdbm", "cache", "gdbm://{0}/mailfromd.db", "{0}/mailfromd.db")]
    [DataRow("postgres", "rate", "postgres://rate", "postgres://rate")]
    public async Task DatabaseType_Set_ChoosesStoreAndName(string type, string id, string location, string name)
    {
        await using var lab = new DatabaseLab();
        lab.Type.Configure(DatabaseLab.Statement("database-type", type));

        Assert.AreEqual(string.Format(null, location, lab.StateDirectory), lab.Databases.Find(id)!.Location);
        Assert.AreEqual(string.Format(null, name, lab.StateDirectory), lab.Databases.NameOf(id));
    }

    [TestMethod]
    [DataRow("my.db", "sqlite://{0}/my.db", "{0}/my.db")]
    [DataRow("sub/my.db", "sqlite://{0}/sub/my.db", "{0}/sub/my.db")]
    [DataRow("/var/lib/my.db", "sqlite:///var/lib/my.db", "/var/lib/my.db")]
    [DataRow("gdbm://my.db", "gdbm://{0}/my.db", "gdbm://{0}/my.db")]
    [DataRow("gdbm:///var/lib/my.db", "gdbm:///var/lib/my.db", "gdbm:///var/lib/my.db")]
    [DataRow("postgres://my", "postgres://my", "postgres://my")]
    public async Task DatabaseFile_Set_IsTheLocation(string file, string location, string name)
    {
        await using var lab = new DatabaseLab();
        lab.Block.Configure(DatabaseLab.Database("rate", DatabaseLab.Statement("file", file)));

        Assert.AreEqual(string.Format(null, location, lab.StateDirectory), lab.Databases.Find("rate")!.Location);
        Assert.AreEqual(string.Format(null, name, lab.StateDirectory), lab.Databases.NameOf("rate"));
    }

    [TestMethod]
    public async Task Database_SeveralBlocks_AddUp()
    {
        await using var lab = new DatabaseLab();
        lab.Block.Configure(DatabaseLab.Database("cache", DatabaseLab.Statement("enable", "no"), DatabaseLab.Statement("expire-interval", "2", "hours")));
        lab.Block.Configure(DatabaseLab.Database("cache", DatabaseLab.Statement("negative-expire-interval", "1", "hour", "30", "minutes")));
        lab.Block.Configure(DatabaseLab.Database("cache", DatabaseLab.Statement("positive-expire-interval", "0")));

        var cache = lab.Databases.Find("cache")!;

        Assert.AreEqual(
            (false, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(90)),
            (cache.IsEnabled, cache.ExpireInterval, cache.PositiveExpireInterval, cache.NegativeExpireInterval));
    }

    [TestMethod]
    public async Task Database_OtherIdentifier_IsAdded()
    {
        await using var lab = new DatabaseLab();
        lab.Block.Configure(DatabaseLab.Database("visitors"));

        Assert.AreEqual($"sqlite://{lab.PathOf("visitors.sqlite")}", lab.Databases.Find("visitors")!.Location);
        Assert.HasCount(8, lab.Databases.All);
    }

    [TestMethod]
    [DataRow("file", "mysql://x", "unknown database type `mysql'; the plugins that are loaded know gdbm, postgres, sqlite")]
    [DataRow("file", "gdbm://", "`gdbm://' has no name behind the type")]
    [DataRow("file", "", "expected a name after `file', found an empty string")]
    [DataRow("file", "\xE4", "the name after `file' is not UTF-8")]
    [DataRow("enable", "maybe", "expected yes or no after `enable', found `maybe'")]
    [DataRow("expire-interval", "soon", "expected a time interval such as `1 hour 30 minutes' after `expire-interval', found `soon'")]
    [DataRow("expire-interval", "101 years", "expected a time interval such as `1 hour 30 minutes' after `expire-interval', found `101 years'")]
    [DataRow("expire-interval", "99999999999999999999", "expected a time interval such as `1 hour 30 minutes' after `expire-interval', found `99999999999999999999'")]
    [DataRow("positive-expire-interval", "5", "positive-expire-interval is valid only for cache database")]
    [DataRow("negative-expire-interval", "5", "negative-expire-interval is valid only for cache database")]
    [DataRow("bogus", "5", "unknown keyword `bogus' in `database'")]
    public async Task Database_WrongStatement_IsRefused(string keyword, string value, string message)
    {
        await using var lab = new DatabaseLab();

        var mistake = Assert.ThrowsExactly<ConfigurationException>(() => lab.Block.Configure(DatabaseLab.Database("rate", DatabaseLab.Statement(keyword, value))));

        Assert.AreEqual(message, mistake.Message);
    }

    [TestMethod]
    public async Task Database_WithoutBlockOrIdentifier_IsRefused()
    {
        await using var lab = new DatabaseLab();

        Assert.ThrowsExactly<ConfigurationException>(() => lab.Block.Configure(DatabaseLab.Statement("database", "rate")));
        Assert.ThrowsExactly<ConfigurationException>(() => lab.Block.Configure(DatabaseLab.Statement("database") with { Body = [] }));
    }

    [TestMethod]
    public async Task DatabaseType_Unknown_IsRefused()
    {
        await using var lab = new DatabaseLab();

        var mistake = Assert.ThrowsExactly<ConfigurationException>(() => lab.Type.Configure(DatabaseLab.Statement("database-type", "kc")));

        Assert.AreEqual("unknown database type `kc'; the plugins that are loaded know gdbm, postgres, sqlite", mistake.Message);
    }

    [TestMethod]
    [DataRow("600", 0x180)]
    [DataRow("0640", 0x1A0)]
    [DataRow("rw-r--r--", 0x1A4)]
    [DataRow("---------", 0)]
    public async Task DatabaseMode_Valid_IsKept(string text, int bits)
    {
        await using var lab = new DatabaseLab();

        lab.Mode.Configure(DatabaseLab.Statement("database-mode", text));

        Assert.AreEqual((UnixFileMode)bits, lab.Mode.Mode);
    }

    [TestMethod]
    [DataRow("999")]
    [DataRow("7777")]
    [DataRow("06060")]
    [DataRow("")]
    [DataRow("rw-r--r-")]
    [DataRow("rwsr--r--")]
    public async Task DatabaseMode_Invalid_IsRefused(string text)
    {
        await using var lab = new DatabaseLab();

        var mistake = Assert.ThrowsExactly<ConfigurationException>(() => lab.Mode.Configure(DatabaseLab.Statement("database-mode", text)));

        Assert.AreEqual($"expected a file mode such as 640 or rw-r----- after `database-mode', found `{text}'", mistake.Message);
    }
}
