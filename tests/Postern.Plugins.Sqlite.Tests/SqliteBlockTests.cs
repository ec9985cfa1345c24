using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Sqlite.Tests;

[TestClass]
public sealed class SqliteBlockTests
{
    private static readonly SourcePlace Place = new("f", 1, 1, 1, 1);

    public static SqliteBlock Configured(string keyword, string value)
    {
        var block = new SqliteBlock();
        block.Configure(Storage(keyword, value));
        return block;
    }

    [TestMethod]
    public void Configure_Statements_AreKept()
    {
        SqliteBlock block = Configured("busy-timeout", "7");
        block.Configure(Storage("synchronous", "full"));

        Assert.AreEqual(new SqliteOptions(TimeSpan.FromSeconds(7), IsSynchronous: true), block.Options);
    }

    [TestMethod]
    public async Task Synchronous_Full_StillWorks()
    {
        await using var file = new DatabaseFile();
        var table = await file.OpenAsync(settings: Configured("synchronous", "full"));

        await DatabaseFile.WriteAsync(table, "key", "value");

        Assert.AreEqual("value", await DatabaseFile.ReadAsync(table, "key"));
    }

    [TestMethod]
    [DataRow("busy-timeout", "0", "`busy-timeout' wants a number of seconds from 1 to 300")]
    [DataRow("busy-timeout", "-1", "`busy-timeout' wants a number of seconds from 1 to 300")]
    [DataRow("busy-timeout", "301", "`busy-timeout' wants a number of seconds from 1 to 300")]
    [DataRow("synchronous", "off", "`synchronous' wants `normal' or `full'")]
    [DataRow("journal", "wal", "unknown keyword `journal' in `sqlite'")]
    public void Configure_WrongStatement_IsRefused(string keyword, string value, string text) =>
        Assert.AreEqual(text, Assert.ThrowsExactly<ConfigurationException>(() => Configured(keyword, value)).Message);

    [TestMethod]
    public void Configure_NoBlock_IsRefused()
    {
        var statement = new ConfigurationStatement("storage", [], [new ConfigurationStatement("sqlite", [], null, Place)], Place);

        Assert.AreEqual(
            "`sqlite' is a block: storage { sqlite { busy-timeout SECONDS; synchronous normal; } }",
            Assert.ThrowsExactly<ConfigurationException>(() => new SqliteBlock().Configure(statement)).Message);
    }

    private static ConfigurationStatement Storage(string keyword, string value)
    {
        var item = new ConfigurationStatement(keyword, [new ConfigurationValue(value, null, Place)], null, Place);
        return new ConfigurationStatement("storage", [], [new ConfigurationStatement("sqlite", [], [item], Place)], Place);
    }
}
