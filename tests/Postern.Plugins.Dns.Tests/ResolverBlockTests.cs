using Postern.Abstractions.Configuration;

namespace Postern.Plugins.Dns.Tests;

[TestClass]
public sealed class ResolverBlockTests
{
    [TestMethod]
    public void Configure_Everything_IsTaken()
    {
        var block = new ResolverBlock();

        block.Configure(Block(
            ("config", "/etc/\u00C3\u00B6ther"), ("max-cname-chain", "5"), ("timeout", "2"), ("total-timeout", "9"), ("attempts", "3"), ("max-queries", "7"), ("cache-size", "0"),
            ("cache-memory", "1"), ("min-ttl", "10"), ("max-ttl", "600"), ("max-negative-ttl", "60"), ("failure-ttl", "0")));

        Assert.AreEqual(
            new ResolverSettings
            {
                File = "/etc/\u00F6ther",
                MostAliases = 5,
                Timeout = TimeSpan.FromSeconds(2),
                TotalTimeout = TimeSpan.FromSeconds(9),
                Attempts = 3,
                MostQueries = 7,
                CacheEntries = 0,
                CacheBytes = 1 << 20,
                LeastTimeToLive = TimeSpan.FromSeconds(10),
                MostTimeToLive = TimeSpan.FromMinutes(10),
                MostNegativeTimeToLive = TimeSpan.FromMinutes(1),
                FailureTimeToLive = TimeSpan.Zero,
            },
            block.Settings);
    }

    [TestMethod]
    public void Configure_SeveralBlocks_AddUp()
    {
        var block = new ResolverBlock();

        block.Configure(Block(("timeout", "2")));
        block.Configure(Block(("attempts", "3")));

        Assert.AreEqual((TimeSpan.FromSeconds(2), 3), (block.Settings.Timeout, block.Settings.Attempts));
    }

    [TestMethod]
    [DataRow("config", "", "`config' wants the name of a file like /etc/resolv.conf")]
    [DataRow("max-cname-chain", "17", "`max-cname-chain' wants a number from 0 to 16")]
    [DataRow("max-cname-chain", "-1", "`max-cname-chain' wants a number from 0 to 16")]
    [DataRow("timeout", "0", "`timeout' wants a number of seconds from 1 to 120")]
    [DataRow("timeout", "5s", "`timeout' wants a number of seconds from 1 to 120")]
    [DataRow("attempts", "99999999999", "`attempts' wants a number from 1 to 10")]
    [DataRow("nonsense", "1", "unknown keyword `nonsense' in `resolver'")]
    public void Configure_Mistake_IsTold(string keyword, string value, string text) =>
        Assert.AreEqual(text, Assert.ThrowsExactly<ConfigurationException>(() => new ResolverBlock().Configure(Block((keyword, value)))).Message);

    [TestMethod]
    public void Configure_NoBlock_IsTold() => Assert.AreEqual(
        "`resolver' is a block: resolver { config FILE; max-cname-chain NUMBER; }",
        Assert.ThrowsExactly<ConfigurationException>(() => new ResolverBlock().Configure(new ConfigurationStatement("resolver", [], null, default))).Message);

    private static ConfigurationStatement Block(params (string Keyword, string Value)[] items) => new(
        "resolver", [], [.. items.Select(static item => new ConfigurationStatement(item.Keyword, [new ConfigurationValue(item.Value, null, default)], null, default))], default);
}
