using System.Buffers.Binary;
using System.Globalization;
using Postern.Testing.Servers;
using Postern.Tools.Mfdbtool.Tests.Reference;

namespace Postern.Tools.Mfdbtool.Tests.Stores;

/// <summary>A database goes through all stores and comes back as it was.</summary>
[TestClass]
public sealed class ChainTests
{
    private const int Count = 100_000;

    // A machine that runs many tests at once answers late.
    private const string TimeOuts = "connect-timeout 60; command-timeout 120; password-file";

    // A rate whose interval is longer than records live, and failures of call-outs, are expired from the beginning; PostgreSQL does not show what is expired.
    private static readonly string[] NeverAlive = ["long interval ", "u2@", "u3@"];

    [TestMethod]
    public async Task Records_ThroughAllStores_ComeBackTheSame()
    {
        await using PostgresServer postgres = await PostgresServer.StartAsync();
        using var site = new SiteRun { Configuration = WithPatience(postgres) };
        KeyValuePair<byte[], byte[]>[] records = [.. Enumerable.Range(0, Count).Select(Record)];
        await DatabaseFile.WriteAsync("bdb", Path.Combine(site.State, "first.db"), records);
        string dump = await site.ExportAsync("greylist", "bdb://first.db");
        string[] expected = await SiteRun.RecordsAsync(dump);
        Assert.HasCount(Count, expected);

        foreach (string location in new[] { "gdbm://second.db", "sqlite://third.sqlite", "postgres://fourth", "lmdb://fifth.lmdb", "bdb://last.db" })
        {
            Assert.AreEqual(
                (string.Create(CultureInfo.InvariantCulture, $"greylist: {Count} records imported\n"), "", 0),
                await site.RunAsync("--import", dump, "-f", location),
                location);
            dump = await site.ExportAsync("greylist", location);
            CollectionAssert.AreEqual(expected, await SiteRun.RecordsAsync(dump), location);
        }

        CollectionAssert.AreEqual(
            await DatabaseFile.ReadAsync("bdb", Path.Combine(site.State, "first.db")),
            await DatabaseFile.ReadAsync("bdb", Path.Combine(site.State, "last.db")));
    }

    [TestMethod]
    public async Task Site_OfTheReference_MovesToPostgres()
    {
        await using PostgresServer postgres = await PostgresServer.StartAsync();
        using var old = new SiteRun { Configuration = "database-type bdb;\n" };
        foreach ((string name, IReadOnlyDictionary<string, byte[]> records) in CraftedRecords.All)
        {
            await DatabaseFile.WriteAsync(
                "bdb", Path.Combine(old.State, name), records.Select(static record => KeyValuePair.Create(CraftedRecords.Key(record.Key), record.Value)));
        }

        using var next = new SiteRun { Configuration = WithPatience(postgres) + "database-type postgres;\n" };
        string dump = old.Folder.Combine("site.dump");
        await old.RunAsync("--export", dump, "--all", "-e", "100 years");

        var (output, errors, code) = await next.RunAsync("--import", dump, "--all");

        Assert.AreEqual(("", 0), (errors, code));
        CollectionAssert.IsSubsetOf(
            new[] { "cache: 14 records imported", "greylist: 4 records imported", "rate: 12 records imported", "tbf: 2 records imported" }, output.Split('\n'));
        Assert.AreEqual(("", "", 0), await next.RunAsync("--expire", "--all"));
        Assert.AreEqual(0, (await next.RunAsync("--export", next.Folder.Combine("again.dump"), "--all")).Code);
        foreach (string format in new[] { "cache", "greylist", "rate" })
        {
            var (before, _, _) = await old.RunAsync("--list", "-H", format);
            var (after, _, _) = await next.RunAsync("--list", "-H", format);
            string[] expected = [.. before.Split('\n').Where(static line => !NeverAlive.Any(key => line.StartsWith(key, StringComparison.Ordinal)))];
            CollectionAssert.AreEquivalent(expected, after.Split('\n'), format);
        }
    }

    private static string WithPatience(PostgresServer postgres) =>
        postgres.StorageBlock.Replace("password-file", TimeOuts, StringComparison.Ordinal);

    private static KeyValuePair<byte[], byte[]> Record(int number)
    {
        // Some senders are not ASCII, some keys are long, all records are of the last ten hours.
        string sender = (number % 100) switch
        {
            0 => "\xE4\x01\\\t\n@x",
            1 => new string('x', 200),
            _ => "sender",
        };
        byte[] key = CraftedRecords.Key(string.Create(CultureInfo.InvariantCulture, $"192.0.2.{number % 256}-{sender}{number}@example.org-b@example.net"));
        byte[] value = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(value, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - (number % 36_000));
        return KeyValuePair.Create(key, value);
    }
}
